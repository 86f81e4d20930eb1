"""One word for how positions enter, or none where that is unclear."""

from typing import Any

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.models.patching import named
from tests.probes.structures import FACTS

WORDS = {
    "learned": ["gpt2", "opt", "gpt_neo", "gpt_bigcode"],
    "sinusoidal": ["xglm"],
    "rotary": [
        "llama",
        "gptj",
        "gpt_neox",
        "cohere",
        "stablelm",
        "phi",
        "falcon",
        "nemotron",
        "olmo2",
        "gemma2",
        "phi3",
    ],
    "alibi": ["bloom", "mpt"],
}


@pytest.mark.parametrize(
    "word, kind", [(word, it) for word, kinds in WORDS.items() for it in kinds]
)
def test_architectures(word: str, kind: str) -> None:
    assert measured("position_encoding", tiny(kind)) == word


def test_keys_that_differ_by_rounding_alone_stand_still() -> None:
    odd = tiny("xglm", d_model=63, attention_heads=3)
    assert measured("position_encoding", odd) == "sinusoidal"


@pytest.mark.parametrize("name", FACTS)
def test_checkpoints(name: str) -> None:
    expected = "learned" if name.startswith("gpt2") else "rotary"
    assert Behaviour(name, FACTS[name]).position_encoding() == expected


@pytest.mark.parametrize(
    "name, path, patch, word",
    [
        ("gpt2", "wpe", "sinusoids", "sinusoidal"),
        ("gpt2", "wpe", "zeros", "none"),
        ("llama-7b", "rotary_emb", "no_rotation", "none"),
        ("llama-3.1-8b", "rotary_emb", "unscaled", "rotary"),
    ],
)
def test_patches(name: str, path: str, patch: str, word: str) -> None:
    assert Behaviour(name, FACTS[name], patches=[(path, patch)]).position_encoding() == word


@pytest.mark.parametrize(
    "name, path, patch, reason",
    [
        ("gpt2", "transformer", "multiplied", "not as a sum"),
        ("llama-7b", "model", "learned_table", "learned, rotary"),
    ],
)
def test_unclear_ones_are_not_guessed(name: str, path: str, patch: str, reason: str) -> None:
    with pytest.raises(CantTell, match=reason):
        Behaviour(name, FACTS[name], patches=[(path, patch)]).position_encoding()


def test_a_table_alone_in_llama_is_learned() -> None:
    patches = [("rotary_emb", "no_rotation"), ("model", "learned_table")]
    model = Behaviour("llama-7b", FACTS["llama-7b"], patches=patches)
    assert model.position_encoding() == "learned"


def test_sinusoids_that_training_may_change_are_no_clear_answer() -> None:
    def patch(module: Any) -> Any:
        return named("sinusoids")(module).requires_grad_(True)

    with pytest.raises(CantTell, match="training may change"):
        Behaviour("gpt2", FACTS["gpt2"], patches=[("wpe", patch)]).position_encoding()
