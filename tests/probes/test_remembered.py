"""What is remembered of a measurement, and of which none is."""

import pytest

from claims._core.observed import CantTell
from claims._probes import measuring, remembered
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.models.model import Model
from claims._probes.models.patching import named


@pytest.fixture
def another(monkeypatch):
    """Begin as another process would, that knows what this one has found."""
    monkeypatch.setattr(remembered, "MEMORY", remembered.Memory())

    def begin(known):
        measuring._measured.cache_clear()
        remembered.begin(known)

    yield begin
    measuring._measured.cache_clear()


def refuse(*_):
    raise AssertionError("measured again")


def test_another_process_takes_what_was_found_and_what_took_part(another, monkeypatch):
    model = tiny("gpt2")
    another({})
    found = measured("position_encoding", model)
    news = remembered.news()
    monkeypatch.setattr("claims._probes.position_encoding.measure", refuse)
    another(news)
    assert measured("position_encoding", model) == found
    _, touched = measuring._measured("position_encoding", model)
    assert {it.stem for it in touched} >= {"position_table", "rotation"}
    assert remembered.news() == {}


def test_another_model_is_measured(another, monkeypatch):
    another({})
    measured("tie", tiny("gpt2"))
    another(remembered.news())
    monkeypatch.setattr("claims._probes.tie.measure", refuse)
    with pytest.raises(AssertionError, match="measured again"):
        measured("tie", tiny("gpt2", n_layer=3))


def test_a_file_of_another_probe_that_took_part_makes_it_old(another, monkeypatch):
    model = tiny("gpt2")
    another({})
    measured("position_encoding", model)
    another(remembered.news())
    digest = remembered._digest

    def changed(roots):
        return digest(roots) + ("*" if "_probes/position_table.py" in roots else "")

    monkeypatch.setattr(remembered, "_digest", changed)
    monkeypatch.setattr("claims._probes.position_encoding.measure", refuse)
    with pytest.raises(AssertionError, match="measured again"):
        measured("position_encoding", model)


def test_nothing_is_remembered_of_a_patch_that_no_file_holds(another):
    another({})
    plain = tiny("gpt2").recipe
    own = tiny("gpt2", patches=(("mlp.act", lambda module: module),))
    measured("tie", own)
    assert remembered.news() == {}
    measured("tie", Model(plain))
    measured("tie", tiny("gpt2", patches=(("mlp.act", named("relu")),)))
    assert len(remembered.news()) == 2


def test_nothing_is_remembered_of_what_could_not_be_told(another, monkeypatch):
    def unclear(_):
        raise CantTell("unclear")

    another({})
    monkeypatch.setattr("claims._probes.tie.measure", unclear)
    with pytest.raises(CantTell):
        measured("tie", tiny("gpt2"))
    assert remembered.news() == {}


def test_nothing_is_remembered_unless_someone_began(monkeypatch):
    monkeypatch.setattr(remembered, "MEMORY", remembered.Memory())
    measuring._measured.cache_clear()
    measured("tie", tiny("gpt2"))
    assert remembered.news() == {}
