"""A change to a record changes that record alone, and only as it is read."""

import importlib

import pytest

from claims._checkpoints.source import RECORDS, Recorded
from tests.mutants.changing import WithChange, state
from tests.mutants.mutant import mutants


@pytest.mark.parametrize("mutant", mutants("records"), ids=lambda it: it.name)
def test_one_record_is_another_and_its_file_as_before(mutant):
    change = importlib.import_module(mutant.module).MUTANT
    before = (RECORDS / f"{change.checkpoint}.toml").read_bytes()
    source = WithChange(Recorded(), changed=change)
    assert source.record(change.checkpoint) != Recorded().record(change.checkpoint)
    other = "gpt2" if change.checkpoint != "gpt2" else "gpt2-xl"
    assert source.record(other) == Recorded().record(other)
    assert (RECORDS / f"{change.checkpoint}.toml").read_bytes() == before


def test_a_change_that_changes_nothing_is_refused():
    source = WithChange(Recorded(), changed=state("gpt2", layers=12))
    with pytest.raises(AssertionError, match="gpt2: nothing was changed"):
        source.record("gpt2")
