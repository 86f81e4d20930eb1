"""The class at its full size, built anew from what the record states."""

import pytest

from claims._checkpoints.selection import recorded
from claims._core.control import Altered, Change
from claims._core.observed import CantTell, Untested
from claims._probes.behaviour import Behaviour
from tests.probes.structures import FACTS

SOURCE = recorded()


def of(name, change=None):
    from claims._checkpoints.catalogue import checkpoint

    return Behaviour.of(checkpoint(name).unit, SOURCE, change or Change())


@pytest.mark.parametrize("name", FACTS)
def test_it_has_the_recorded_tensors_and_count(name):
    model = of(name)
    assert model.accounted()
    assert model.at_full_size().parameters == SOURCE.record(name).reconciliation.parameters


@pytest.mark.parametrize(
    "facts", [{"feed_forward_size": 11007}, {"attention_bias": True}, {"vocabulary": 32001}]
)
def test_another_structure_is_not_accounted_for(facts):
    assert not of("llama-7b", Altered(facts)).accounted()


def test_layers_that_differ_are_no_clear_answer():
    patches = [("h.1.attn.c_attn", "other_layout")]
    with pytest.raises(CantTell, match="layers of the class differ"):
        Behaviour("gpt2", FACTS["gpt2"], patches=patches).at_full_size()


def test_without_a_record_nothing_is_accounted_for():
    with pytest.raises(Untested):
        Behaviour("gpt2", FACTS["gpt2"]).accounted()
