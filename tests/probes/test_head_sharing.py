"""Which query heads read which key-value head."""

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", FACTS)
def test_heads_are_as_many_as_the_config_states(name):
    facts = FACTS[name]
    heads = Behaviour(name, facts).with_stated_heads().head_sharing()
    assert (heads.query_heads, heads.kv_heads) == (facts["query_heads"], facts["kv_heads"])
    assert heads.consecutive


@pytest.mark.parametrize(
    "name, kind",
    [
        ("opt", "multi-head"),
        ("bloom", "multi-head"),
        ("gpt_neox", "multi-head"),
        ("falcon", "multi-query"),
        ("llama-3-8b", "grouped-query"),
    ],
)
def test_kinds(name, kind):
    assert asked("head_sharing", name).kind == kind


def test_heads_that_take_turns_are_told_from_neighbours():
    heads = asked("head_sharing", "llama-3-8b", ("self_attn", "heads_in_turn"))
    assert heads.kind == "grouped-query"
    assert heads.groups[0] == (0, 2, 4, 6)
    assert not heads.consecutive


@pytest.mark.parametrize("name, path", [("gpt2", "attn"), ("llama-3-8b", "self_attn")])
def test_heads_that_nobody_reads_have_no_kind(name, path):
    heads = asked("head_sharing", name, (path, "one_kv_head"))
    assert heads.kind == "uneven"
    assert heads.groups[1] == ()


def test_without_a_cache_nothing_is_said():
    with pytest.raises(CantTell):
        asked("head_sharing", "bert")


def test_one_layer_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="layers differ"):
        asked("head_sharing", "llama-3-8b", ("layers.1.self_attn", "heads_in_turn"))
