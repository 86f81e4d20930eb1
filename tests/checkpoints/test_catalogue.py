"""The catalogue: its order, its look-ups and its refusals."""

from datetime import date

import pytest

from claims._checkpoints.catalogue import (
    UnknownCheckpoint,
    catalogue,
    checkpoint,
    defaults,
    family,
    pairs,
    snapshots,
)
from claims._checkpoints.completing import RULES
from claims._checkpoints.kinds import fitting
from claims._checkpoints.source import RECORDS


def test_every_checkpoint_has_a_record_and_every_record_a_checkpoint():
    ids = [each.id for each in catalogue()]
    assert len(ids) == len(set(ids)) == 19
    assert sorted(ids) == sorted(path.stem for path in RECORDS.glob("*.toml"))


def test_a_family_comes_in_the_order_of_release():
    assert [unit.name for unit in family("gpt2")] == [
        "gpt2",
        "gpt2-medium",
        "gpt2-large",
        "gpt2-xl",
    ]
    dates = [unit.dated for unit in family("llama")]
    assert dates == sorted(dates)
    assert len(dates) == 15


def test_a_snapshot_has_what_was_released_by_that_day():
    before, on_the_day = snapshots("llama", date(2023, 7, 17), date(2023, 7, 18))
    assert before.name == "llama as of 2023-07-17"
    assert before.members == ("llama-7b", "llama-13b", "llama-30b", "llama-65b")
    assert on_the_day.members[4:] == ("llama-2-7b", "llama-2-13b", "llama-2-70b")


def test_snapshots_without_days_are_as_the_source_knew_and_as_the_catalogue_does():
    then, now = snapshots("gpt2")
    assert (then.name, now.name) == ("gpt2 as of 2023-07-18", "gpt2 as of 2024-12-06")
    assert [it.known_to_source for it in (then, now)] == [True, False]


def test_a_generation_is_a_family_of_its_own_and_no_checkpoint_is_its_own_baseline():
    assert [it.name for it in family("llama-3")] == ["llama-3-8b", "llama-3-70b"]
    assert [it.name for it in pairs("llama-1", "llama-7b")] == [
        "llama-13b against llama-7b",
        "llama-30b against llama-7b",
        "llama-65b against llama-7b",
    ]


def test_a_pair_dates_from_the_later_of_the_two():
    first = pairs("llama", "gpt2-xl")[0]
    assert (first.name, first.dated) == ("llama-7b against gpt2-xl", date(2023, 2, 24))
    assert pairs("gpt2", "llama-2-7b")[0].dated == date(2023, 7, 18)


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(UnknownCheckpoint, match=r"'llama-2-7' .*llama-2-7b"):
        checkpoint("llama-2-7")
    with pytest.raises(ValueError, match=r"'mistral'.*gpt2, llama"):
        family("mistral")


def test_own_sources_come_before_siblings():
    for each in catalogue():
        relations = [source.relation for source in each.sources]
        assert relations == sorted(relations), each.id  # `own` sorts before `sibling`


def test_every_default_is_of_the_right_kind_or_a_known_rule():
    for default in defaults():
        if default.rule is None:
            assert fitting(default.word, default.value) == default.value
        else:
            assert default.rule in RULES


def test_a_revision_is_whole_or_absent():
    revisions = [each.revision for each in catalogue()]
    assert all(it is None or len(it) == 40 for it in revisions)
    assert checkpoint("llama-2-70b").revision is None
