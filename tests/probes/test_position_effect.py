"""A table adds the same to any token, a rotation turns it, and scores show which of them it is."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.position_effect import (
    DECIMALS,
    OFFSETS,
    POSITIONS,
    QUERIES,
    _by_offset,
    _first,
)
from tests.probes.asking import asked

ROUNDED = 10**-DECIMALS


def of(name, *patches):
    effect = asked("position_effect", name, *patches)
    moved, scores = (torch.tensor(it, dtype=torch.float64) for it in (effect.moved, effect.scores))
    assert moved[:, 0].tolist() == list(range(POSITIONS))
    assert scores[:, 0].tolist() == list(range(OFFSETS))
    assert scores.shape[1] == 1 + len(QUERIES)
    assert scores[0, 1:].tolist() == [0, 0]
    return effect.keys_turn, moved[:, 1:].view(POSITIONS, 2, 2), scores[:, 1:]


def test_a_table_adds_the_same_to_both_tokens():
    turn, moved, scores = of("gpt2")
    apart = moved[:, 0] - moved[:, 1]
    assert not turn
    assert float((apart - apart[:1]).abs().max()) <= 2 * ROUNDED
    assert float((moved - moved[:1]).abs().max()) > 0.2
    assert float((scores[:, 0] - scores[:, 1]).abs().max()) > 0.5


@pytest.mark.parametrize("name", ["llama-7b", "llama-3.1-8b", "llama-3.2-1b"])
def test_a_rotation_turns_both_tokens_by_a_radian_a_position(name):
    turn, moved, scores = of(name)
    pairs = torch.complex(moved[..., 0], moved[..., 1])
    assert turn
    assert float((pairs.abs() - pairs[:1].abs()).abs().max()) <= 2 * ROUNDED
    steps = (pairs[1:] / pairs[:-1]).angle()  # the same way round from each position to the next
    assert torch.allclose(steps, torch.ones_like(steps), atol=0.02)
    assert float((scores[:, 0] - scores[:, 1]).abs().max()) <= 2 * ROUNDED
    assert float(scores.abs().max()) == 1


@pytest.mark.parametrize("name, at, patch", [
    ("gpt2", "wpe", "zeros"),
    ("llama-7b", "rotary_emb", "no_rotation"),
])  # fmt: skip
def test_without_positions_nothing_moves_and_all_scores_are_the_same(name, at, patch):
    turn, moved, scores = of(name, (at, patch))
    assert not turn
    assert torch.equal(moved, moved[:1].expand_as(moved))
    assert float(scores.abs().max()) <= ROUNDED


def test_a_bias_of_distance_moves_no_token_and_every_score_alike():
    turn, moved, scores = of("bloom")
    assert not turn
    assert torch.equal(moved, moved[:1].expand_as(moved))
    assert float((scores[:, 0] - scores[:, 1]).abs().max()) <= ROUNDED
    line = -torch.arange(OFFSETS, dtype=torch.float64) / (OFFSETS - 1)
    assert torch.allclose(scores[:, 0], line, atol=ROUNDED)


def test_rounding_is_no_score():
    noise = torch.rand(64, 64, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert float(_by_offset(1 / 64 + 1e-9 * noise).abs().max()) <= ROUNDED


@pytest.mark.parametrize("seen", [None, (), (None,)])
def test_a_layer_that_hands_out_no_weights_is_no_clear_answer(seen):
    with pytest.raises(CantTell, match="hands out no attention weights"):
        _first(seen)
