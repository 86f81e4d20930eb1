"""An outcome on behaviour names the facts that its probe's answer comes of, which decide it."""

import pytest

from claims._checkpoints.facts import origins
from claims._checkpoints.source import Recorded
from claims._core.answer import answers
from claims._core.discovery import load_all
from claims._core.observed import CantTell
from claims._core.words import Evidence
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import probes, rests_on
from claims._views.observations import observations

# Another value of each fact, on a checkpoint whose class reads it.
OTHERWISE = {
    "activation": ("gpt2", "linear"),
    "tied_embeddings": ("gpt2", False),
    "query_heads": ("llama-7b", 64),
    "kv_heads": ("llama-7b", 8),
    "attention_bias": ("llama-7b", True),
    "feed_forward_bias": ("llama-7b", True),
    "embedding_dropout": ("gpt2", 0.5),
    "attention_dropout": ("llama-7b", 0.5),
    "residual_dropout": ("gpt2", 0.5),
    "scores_divided_by_layer": ("gpt2", True),
}
FACTS = {name: dict(Recorded().record(name).values) for name, _ in OTHERWISE.values()}
PAIRS = [(probe, word) for probe in probes() for word in rests_on(probe)]


def known(name):
    return origins(Recorded().record(name))


def test_the_facts_are_those_that_are_tried():
    assert {word for _, word in PAIRS} == set(OTHERWISE)
    assert len(PAIRS) > len(OTHERWISE)


@pytest.mark.parametrize(("probe", "word"), PAIRS)
def test_an_answer_changes_with_each_fact_that_it_rests_on(probe, word):
    name, value = OTHERWISE[word]
    answered = []
    for altered in ({}, {word: value}):
        model = Behaviour(name, FACTS[name], origins=known(name), alteration=altered)
        try:
            answered.append(getattr(model, probe)())
        except CantTell as reason:
            answered.append(str(reason))
        assert word in model.facts_read or word not in model.values
    assert answered[0] != answered[1]


def test_what_is_shown_of_a_fact_by_behaviour_rests_on_what_its_record_rests_on():
    shown = observations(answers(load_all(), Recorded()).values())
    told = {}
    for (name, key), cell in shown.items():
        fact = Recorded().record(name).facts.get(key)
        if fact and Evidence.TENSORS not in cell.evidence:
            told[name, key] = cell.evidence[0], fact.evidence
    assert {at: it for at, it in told.items() if it[0] != it[1]} == {}
    assert {key for _, key in told} > {"activation", "tied_embeddings", "query_heads", "kv_heads"}
