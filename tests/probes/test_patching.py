"""Patches change a module and leave the config as it was."""

import pytest

from claims._probes.behaviour import Behaviour
from claims._probes.models.architecture import tiny
from claims._probes.models.patching import apply, available
from tests.probes.structures import FACTS

WHERE = {
    "sinusoids": ("gpt2", "wpe"),
    "zeros": ("gpt2", "wpe"),
    "multiplied": ("gpt2", "transformer"),
    "no_rotation": ("llama-3.1-8b", "rotary_emb"),
    "bent_theta": ("llama-3.1-8b", "rotary_emb"),
    "unscaled": ("llama-3.1-8b", "rotary_emb"),
    "learned_table": ("llama-3.1-8b", "model"),
}


@pytest.mark.parametrize("patch", WHERE)
def test_a_patch_changes_the_output_and_not_the_config(patch: str) -> None:
    name, path = WHERE[patch]
    plain = Behaviour(name, FACTS[name]).model
    patched = Behaviour(name, FACTS[name], patches=[(path, patch)]).model
    tokens = plain.tokens()
    assert (plain.logits(tokens) - patched.logits(tokens)).abs().max() > 1e-3
    assert patched.config.to_dict() == plain.config.to_dict()


def test_every_listed_patch_is_a_file() -> None:
    assert set(WHERE) <= set(available())


def test_a_path_that_matches_nothing_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"'no_such'.*rotary_emb"):
        apply(tiny("llama").module, "no_such", "zeros")


def test_an_unknown_patch_names_those_that_there_are() -> None:
    with pytest.raises(LookupError, match=r"'colours'.*sinusoids"):
        apply(tiny("llama").module, "rotary_emb", "colours")


def test_a_path_must_match_whole_names() -> None:
    with pytest.raises(LookupError):
        apply(tiny("gpt2").module, "pe", "zeros")
