"""The small model that is built has the structure of the full one, module by module."""

import re
from typing import Any

import pytest
import torch

from claims._probes.behaviour import Behaviour
from claims._probes.models.reference import reference_config, reference_model
from tests.probes.structures import FACTS


def full_model(name: str) -> Any:
    with torch.device("meta"):
        return reference_model(reference_config(FACTS[name] | {"layers": 2}))


def kinds_of_modules(model: Any) -> dict[str, str]:
    return {path: type(module).__name__ for path, module in model.named_modules()}


def epsilons(model: Any) -> set[float]:
    norms = [it for it in model.modules() if "Norm" in type(it).__name__]
    return {it.eps if hasattr(it, "eps") else it.variance_epsilon for it in norms}


def grouping(model: Any) -> set[float]:
    found = [it for path, it in model.named_modules() if re.search(r"(self_attn|attn)$", path)]
    apart = [it for it in found if hasattr(it, "q_proj")]
    return {it.q_proj.out_features / it.k_proj.out_features for it in apart}


def tied(model: Any) -> bool:
    return model.get_input_embeddings().weight is model.get_output_embeddings().weight


@pytest.mark.parametrize("name", FACTS)
def test_structure(name: str) -> None:
    full, small = full_model(name), Behaviour(name, FACTS[name]).model.module
    # Names show biases and which norms there are; kinds show the activation.
    assert [it for it, _ in small.named_parameters()] == [it for it, _ in full.named_parameters()]
    assert kinds_of_modules(small) == kinds_of_modules(full)
    assert epsilons(small) == epsilons(full) == {FACTS[name]["norm_eps"]}
    assert grouping(small) == grouping(full)
    assert tied(small) == tied(full)


@pytest.mark.parametrize("name", [it for it in FACTS if it.startswith("llama")])
def test_rotation(name: str) -> None:
    full, small = full_model(name), Behaviour(name, FACTS[name]).model.module
    assert small.model.rotary_emb.rope_type == full.model.rotary_emb.rope_type
    assert small.config.rope_parameters == full.config.rope_parameters


def test_a_changed_structure_is_noticed() -> None:
    name = "llama-7b"
    full = full_model(name)
    biased = Behaviour(name, FACTS[name], alteration={"attention_bias": True}).model.module
    relu = Behaviour(name, FACTS[name], alteration={"activation": "relu"}).model.module
    assert dict(biased.named_parameters()).keys() != dict(full.named_parameters()).keys()
    assert kinds_of_modules(relu) != kinds_of_modules(full)
