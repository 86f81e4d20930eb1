"""Of weights on the hub, a tensor's own bytes are requested and no others."""

import pytest
from huggingface_hub import constants

from claims._checkpoints.hub.answer import TRIES
from claims._checkpoints.hub.fetching import MOST_PARTS
from claims._checkpoints.hub.repository import mirror
from claims._checkpoints.weights.local import Local
from claims._checkpoints.weights.remote import Remote
from claims._checkpoints.weights.stored import stored
from claims._core.observed import Untested
from tests.hub import faults
from tests.hub.body_faults import Cut, Shorter
from tests.hub.conftest import TINY
from tests.weights.filled import fill
from tests.weights.numbers import drawn

NAME = "model.layers.1.mlp.up_proj.weight"


@pytest.fixture
def remote(hub, monkeypatch, tmp_path):
    fill(hub.root / TINY, {".*": drawn})
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    read = mirror(TINY, None, tmp_path / "mirror")
    return stored(tmp_path / "mirror", Remote(TINY, read.commit))


def test_a_tensor_is_what_a_folder_with_the_weights_gives(hub, remote):
    folder = hub.root / TINY
    local = stored(folder, Local(folder))
    assert remote.names() == local.names()
    assert (remote.read(NAME) == local.read(NAME)).all()
    assert remote.read(NAME).any()


def test_only_its_own_bytes_are_asked_for(hub, remote):
    before = len(hub.log)
    remote.read(NAME)
    asked = [it for it in hub.log[before:] if it.status == 206]
    assert [it.sent for it in asked] == [remote.size(NAME)]
    assert (remote.requests, remote.bytes_read) == (1, remote.size(NAME))


def test_the_first_rows_are_a_shorter_request(hub, remote):
    remote.read(NAME, rows=2)
    assert remote.bytes_read == remote.size(NAME, 2) < remote.size(NAME)


def test_what_cannot_be_read_is_untested_with_the_reason(hub, remote):
    hub.faults[f"{TINY}/model.safetensors"] = faults.IgnoredRange()
    with pytest.raises(Untested, match="the server ignores ranges; nothing of it was read"):
        remote.read(NAME)
    assert remote.bytes_read == 0


def test_a_line_that_breaks_is_asked_again(hub, remote):
    whole, before = remote.read(NAME), remote.requests
    hub.faults[f"{TINY}/model.safetensors"] = Cut(7, times=TRIES - 1)
    assert (remote.read(NAME) == whole).all()
    assert remote.requests - before == TRIES


def test_a_line_that_breaks_each_time_is_given_up(hub, remote):
    hub.faults[f"{TINY}/model.safetensors"] = Cut(7)
    with pytest.raises(Untested, match=r"the connection failed .*: try again later"):
        remote.read(NAME)
    assert remote.requests == TRIES


def shortened(hub, remote, answers):
    """A hub that gives a tensor in so many answers."""
    hub.faults[f"{TINY}/model.safetensors"] = Shorter(most=-(-remote.size(NAME) // answers))


def test_of_what_an_answer_leaves_out_the_rest_is_asked_for(hub, remote):
    whole = remote.read(NAME)
    shortened(hub, remote, answers=5)
    before = remote.requests
    assert (remote.read(NAME) == whole).all()
    assert (remote.requests - before, remote.bytes_read) == (5, 2 * remote.size(NAME))


def test_what_would_take_too_many_answers_is_refused_and_not_judged(hub, remote):
    shortened(hub, remote, answers=2 * MOST_PARTS)
    with pytest.raises(Untested, match=rf"expected [\d,]+ bytes, got [\d,]+ in {MOST_PARTS}"):
        remote.read(NAME)


def test_a_header_may_be_asked_for_beyond_the_end_of_a_short_file_and_come_in_parts(
    hub, remote, tmp_path
):
    hub.faults[f"{TINY}/model.safetensors"] = Shorter(most=500)
    read = mirror(TINY, None, tmp_path / "again")
    again = stored(tmp_path / "again", Remote(TINY, read.commit))
    assert again.names() == remote.names()


def in_cache(hub, monkeypatch, data):
    """Put bytes into the library's cache as the weights file."""
    cache = hub.root.parent / "cache"
    snapshot = cache / "models--owner--tiny" / "snapshots" / hub.commit(TINY)
    snapshot.mkdir(parents=True)
    (snapshot / "model.safetensors").write_bytes(data)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))


def test_a_file_in_the_cache_that_was_cut_is_not_judged(hub, remote, monkeypatch):
    file, extent = remote.places[NAME]
    data = (hub.root / TINY / file).read_bytes()
    in_cache(hub, monkeypatch, data[: (extent.begin + extent.end) // 2])
    with pytest.raises(Untested, match=rf"{file}, {NAME}: expected [\d,]+ bytes from byte"):
        remote.read(NAME)


def test_what_the_library_has_downloaded_is_read_there_and_not_asked_for(hub, remote, monkeypatch):
    before = remote.read(NAME)
    in_cache(hub, monkeypatch, (hub.root / TINY / "model.safetensors").read_bytes())
    asked, counted = len(hub.log), remote.requests
    assert (remote.read(NAME) == before).all()
    assert (len(hub.log), remote.requests) == (asked, counted)
    assert remote.bytes_read == 2 * remote.size(NAME)
