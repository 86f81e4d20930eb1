"""Keys that turn: by which pairing, how fast, and what must not be taken for it."""

import math
from typing import Any

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.rotary_frequencies import expected_frequencies
from tests.probes.structures import FACTS

LLAMAS = [name for name in FACTS if name.startswith("llama")]


def rotation(name: str, *patches: tuple[str, Any]) -> Any:
    return Behaviour(name, FACTS[name], patches=patches).rotation()


def astray(name: str, turn: Any) -> float:
    facts = FACTS[name]
    theta, scaling = facts.get("rope_theta", 10_000.0), facts.get("rope_scaling")
    expected = expected_frequencies(theta, scaling, turn.width)
    return max(abs(a / b - 1) for a, b in zip(turn.frequencies, expected, strict=True))


@pytest.mark.parametrize("name", LLAMAS)
def test_llama_turns_as_its_record_states(name: str) -> None:
    turn = rotation(name)
    assert (turn.rotates, turn.pairing, turn.width) == (True, "half-split", 8)
    assert (turn.head_width, turn.fixed, turn.relative) == (8, True, True)
    assert astray(name, turn) < 1e-5


@pytest.mark.parametrize(
    "kind, pairing, width",
    [
        ("gptj", "interleaved", 8),
        ("cohere", "interleaved", 16),
        ("gpt_neox", "half-split", 4),
        ("stablelm", "half-split", 4),
        ("phi", "half-split", 8),
        ("nemotron", "half-split", 8),
        ("falcon", "half-split", 16),
        ("gemma2", "half-split", 16),
        ("gemma3_text", "half-split", 16),
    ],
)
def test_either_pairing_and_partial_widths_are_found(kind: str, pairing: str, width: int) -> None:
    turn = measured("rotation", tiny(kind))
    assert (turn.rotates, turn.pairing, turn.width) == (True, pairing, width)
    assert (turn.head_width, turn.fixed, turn.relative) == (16, True, True)
    assert turn.norm_deviation < 1e-6


@pytest.mark.parametrize("kind", ["gpt2", "opt", "xglm", "bloom", "mpt", "gpt_neo"])
def test_other_encodings_leave_the_keys_where_they_are(kind: str) -> None:
    turn = measured("rotation", tiny(kind))
    assert not turn.rotates
    assert turn.moved == 0


@pytest.mark.parametrize("name, theta", [("llama-7b", 1e4), ("llama-3-8b", 5e5)])
def test_theta_is_read_off_the_angles(name: str, theta: float) -> None:
    assert rotation(name).theta == pytest.approx(theta, rel=1e-5)


def test_scaled_angles_have_no_single_theta() -> None:
    assert rotation("llama-3.1-8b").theta is None


@pytest.mark.parametrize("name", ["llama-7b", "llama-3.1-8b"])
def test_a_bent_theta_is_noticed(name: str) -> None:
    turn = rotation(name, ("rotary_emb", "bent_theta"))
    assert turn.rotates
    assert astray(name, turn) > 0.4


def test_a_slightly_bent_theta_is_noticed() -> None:
    facts = FACTS["llama-3-8b"]
    turn = Behaviour("llama-3-8b", facts, alteration={"rope_theta": 501_000.0}).rotation()
    assert astray("llama-3-8b", turn) > 1e-3


def test_a_dropped_scaling_is_noticed() -> None:
    turn = rotation("llama-3.1-8b", ("rotary_emb", "unscaled"))
    assert turn.theta == pytest.approx(5e5, rel=1e-5)
    assert astray("llama-3.1-8b", turn) > 5


def test_no_rotation_is_seen_as_none() -> None:
    turn = rotation("llama-3.1-8b", ("rotary_emb", "no_rotation"))
    assert not turn.rotates
    assert turn.moved == 0


def test_a_table_beside_it_does_not_hide_the_rotation() -> None:
    turn = rotation("llama-7b", ("model", "learned_table"))
    assert turn.rotates
    assert turn.relative is False


def hooked(change: Any) -> Any:
    def patch(module: Any) -> Any:
        module.register_forward_hook(lambda _, __, turns: change(*turns))
        return module

    return patch


def test_keys_that_also_grow_do_not_turn() -> None:
    def grow(cosines: torch.Tensor, sines: torch.Tensor) -> Any:
        by = 1.05 ** torch.arange(cosines.shape[1])[:, None]
        return cosines * by, sines * by

    assert not rotation("llama-7b", ("rotary_emb", hooked(grow))).rotates


def test_keys_that_hardly_grow_are_no_clear_answer() -> None:
    def grow(cosines: torch.Tensor, sines: torch.Tensor) -> Any:
        by = 1 + 1e-5 * torch.arange(cosines.shape[1])[:, None]
        return cosines * by, sines * by

    with pytest.raises(CantTell):
        rotation("llama-7b", ("rotary_emb", hooked(grow)))


def test_keys_that_are_all_scaled_alike_still_turn() -> None:
    double = ("rotary_emb", hooked(lambda cosines, sines: (2 * cosines, 2 * sines)))
    turn = rotation("llama-7b", double)
    assert turn.rotates
    assert turn.scale == pytest.approx(2)
    assert turn.norm_deviation < 1e-6


def test_heads_that_are_scaled_each_otherwise_do_not_keep_their_norms() -> None:
    def one_head(attention: Any) -> Any:
        """Let the first head's keys be twice as long once they turned."""
        attention.register_forward_pre_hook(longer, with_kwargs=True)
        return attention

    def longer(_: Any, given: Any, named: Any) -> Any:
        cosines, sines = named["position_embeddings"]
        by = torch.ones(cosines.shape[0], 8, 1, 1, dtype=cosines.dtype)
        by[:, 0] = 2
        turns = tuple(it[:, None] * by for it in (cosines, sines))
        # Tables with heads already: what adds an axis for them is given none to add.
        return given, named | {"position_embeddings": tuple(map(_Headed, turns))}

    turn = rotation("llama-7b", ("self_attn", one_head))
    assert not turn.rotates
    assert turn.norm_deviation > 1e-2


class _Headed(torch.Tensor):
    """A table of turns that has one for each head."""

    def unsqueeze(self, _: int) -> torch.Tensor:
        return self.as_subclass(torch.Tensor)


def test_yarn_turns_although_it_makes_the_keys_longer() -> None:
    scaling = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64}
    facts = FACTS["llama-7b"] | {"rope_scaling": scaling}
    turn = Behaviour("yarn", facts).rotation()
    assert turn.rotates
    assert turn.scale == pytest.approx(1 + 0.1 * math.log(4), rel=1e-6)
    assert (turn.relative, turn.fixed, turn.theta) == (True, True, None)


def test_heads_that_turn_by_half_are_told_by_their_width() -> None:
    def halve(cosines: torch.Tensor, sines: torch.Tensor) -> Any:
        still = torch.arange(cosines.shape[-1]) % 4 >= 2
        return cosines.masked_fill(still, 1), sines.masked_fill(still, 0)

    turn = rotation("llama-7b", ("rotary_emb", hooked(halve)))
    assert (turn.rotates, turn.width, turn.head_width) == (True, 4, 8)


def test_a_model_with_recurrent_layers_keeps_no_keys_in_every_layer() -> None:
    with pytest.raises(CantTell, match="no queries with keys in some layer"):
        measured("rotation", tiny("recurrent_gemma"))


def test_frequencies_that_training_may_change_are_not_fixed() -> None:
    def trainable(module: Any) -> Any:
        frequencies = module.inv_freq
        del module.inv_freq
        module.inv_freq = torch.nn.Parameter(frequencies)
        return module

    turn = rotation("llama-7b", ("rotary_emb", trainable))
    assert turn.rotates
    assert not turn.fixed


def test_measuring_leaves_the_weights_as_they_were() -> None:
    model = tiny("llama").in_double()
    before = {name: it.clone() for name, it in model.module.named_parameters()}
    measured("rotation", tiny("llama"))
    assert all(torch.equal(it, before[name]) for name, it in model.module.named_parameters())


def test_a_model_without_keys_is_not_said_to_be_still() -> None:
    with pytest.raises(CantTell, match="no queries with keys in some layer"):
        measured("rotation", tiny("mamba"))


def test_keys_that_are_not_cached_are_seen_where_queries_meet_them() -> None:
    assert not measured("rotation", tiny("openai-gpt")).rotates
    assert measured("rotation", tiny("roformer")).pairing == "interleaved"
    # What it caches is what its keys are made from, and that doesn't turn.
    assert measured("rotation", tiny("minicpm3")).rotates


def test_turned_keys_that_nobody_compares_by_position_are_not_relative() -> None:
    def alone(module: Any) -> Any:
        # Without queries all scores are equal, wherever the keys have turned.
        module.weight.data.zero_()
        return module

    turn = rotation("llama-7b", ("q_proj", alone))
    assert turn.rotates
    assert turn.shifted == turn.stretched == 0
    assert turn.relative is False


def test_angles_that_are_drawn_are_not_fixed() -> None:
    def drawn(module: Any) -> Any:
        module.inv_freq = torch.rand_like(module.inv_freq)
        return module

    turn = rotation("llama-7b", ("rotary_emb", drawn))
    assert turn.rotates
    assert not turn.fixed
