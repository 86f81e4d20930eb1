"""Bad repositories are as bad as they should be: read from a folder, each is refused."""

import unicodedata

import pytest

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.recording import make_foreign
from claims._core.errors import Refused
from claims._core.visible import STEERING
from claims._probes.models.reconcile import reconcile
from tests.hub.bad_files import (
    BAD_FILES,
    HOSTILE,
    hostile_class,
    hostile_shard,
    hostile_tensor,
    other_shape,
    own_code,
    sharded,
)
from tests.hub.bad_headers import WEIGHTS, header_of_length

LINE_ENDS = ("control characters", "other line end")


def steers_nothing(words):
    return all(unicodedata.category(each) not in STEERING for each in words if each != "\n")


def refused(folder):
    with pytest.raises(Refused) as refusal:
        reconcile(make_foreign("bad", folder))
    return str(refusal.value)


def test_the_repository_that_is_spoilt_is_good_before(tmp_path):
    reconcile(make_foreign("good", sharded(tmp_path / "good")))


@pytest.mark.parametrize("kind", BAD_FILES)
def test_what_is_bad_is_refused_and_steers_no_terminal(tmp_path, kind):
    folder = BAD_FILES[kind](tmp_path / "bad")
    with pytest.raises(PublishedFileError) as refusal:
        make_foreign("bad", folder)
    assert steers_nothing(str(refusal.value))


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_tensor_fits_no_class(tmp_path, name):
    assert steers_nothing(refused(hostile_tensor(tmp_path / "bad", name)))


@pytest.mark.parametrize("kind", LINE_ENDS)
@pytest.mark.parametrize("make", [hostile_tensor, hostile_shard, hostile_class])
def test_a_refusal_is_one_line_even_where_a_name_is_more(tmp_path, make, kind):
    assert refused(make(tmp_path / "bad", HOSTILE[kind])).isprintable()


def test_another_shape_than_the_config_states_is_a_mismatch(tmp_path):
    record = make_foreign("bad", other_shape(tmp_path / "bad"))
    with pytest.raises(Mismatch, match="shape of"):
        reconcile(record)


def test_code_of_a_repository_is_not_run(tmp_path):
    record = make_foreign("own", own_code(tmp_path / "own"))
    assert reconcile(record).kind == "exact"


def test_a_header_at_the_limit_is_as_long_as_it_says(tmp_path):
    path = header_of_length(tmp_path / "long") / WEIGHTS
    with path.open("rb") as file:
        assert int.from_bytes(file.read(8), "little") == 100_000_000
    assert path.stat().st_size == 8 + 100_000_000 + 4
