"""The stand-in answers as the hub does, byte for byte."""

import pytest

from tests.checkpoints.made_up import write_safetensors
from tests.hub.asking import ask
from tests.hub.conftest import TINY


@pytest.fixture
def config(hub):
    return (hub.root / TINY / "config.json").read_bytes()


def resolve(hub, file, revision="main"):
    return f"{hub.url}/{TINY}/resolve/{revision}/{file}"


def cdn(hub, file):
    return f"{hub.cdn}/cdn/{TINY}/{hub.commit(TINY)}/{file}"


def test_a_head_tells_commit_length_and_hash(hub, config):
    reply = ask(resolve(hub, "config.json"), "HEAD")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == str(len(config))
    assert reply.headers["x-repo-commit"] == hub.commit(TINY)
    assert reply.headers["accept-ranges"] == "bytes"
    assert len(reply.headers["etag"].strip('"')) == 40
    assert hub.log[0].sent == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_large_file_is_elsewhere(hub, method):
    reply = ask(resolve(hub, "model.safetensors"), method)
    size = (hub.root / TINY / "model.safetensors").stat().st_size
    assert reply.status == 302
    assert reply.headers["x-linked-size"] == str(size)
    assert len(reply.headers["x-linked-etag"].strip('"')) == 64
    assert reply.headers["x-repo-commit"] == hub.commit(TINY)
    assert len(ask(reply.headers["location"]).body) == size


RANGES = {
    "bytes=0-7": (206, 0, 8),
    "bytes=8-19": (206, 8, 20),
    "bytes=10-": (206, 10, None),
    "bytes=-5": (206, -5, None),
    "bytes=0-99999999": (206, 0, None),
    "bytes=7-3": (200, 0, None),
    "bytes=0-1,4-5": (200, 0, None),
    "lines=0-7": (200, 0, None),
}


@pytest.mark.parametrize("span", RANGES)
@pytest.mark.parametrize("place", [resolve, cdn])
def test_a_range_brings_those_bytes_alone(hub, config, span, place):
    status, begin, end = RANGES[span]
    reply = ask(place(hub, "config.json"), Range=span)
    assert (reply.status, reply.body) == (status, config[begin:end])
    assert hub.log[0].range == span
    assert (hub.log[0].status, hub.log[0].sent) == (status, len(reply.body))
    if status == 206:
        first = config.index(reply.body)
        said = f"bytes {first}-{first + len(reply.body) - 1}/{len(config)}"
        assert reply.headers["content-range"] == said


@pytest.mark.parametrize("place", [resolve, cdn])
def test_a_range_behind_the_end_cannot_be_satisfied(hub, config, place):
    reply = ask(place(hub, "config.json"), Range=f"bytes={len(config)}-")
    assert reply.status == 416
    assert reply.headers["content-range"] == f"bytes */{len(config)}"


def test_a_file_of_terabytes_is_read_at_its_end(hub):
    path = hub.root / TINY / "vast.safetensors"
    write_safetensors(path, [])
    with path.open("r+b") as file:
        file.truncate(2**40)
    reply = ask(cdn(hub, "vast.safetensors"), Range=f"bytes={2**40 - 3}-")
    assert (reply.status, reply.body) == (206, bytes(3))
    assert reply.headers["content-range"].endswith(f"/{2**40}")


def test_a_commit_is_known_by_its_whole_hash_and_by_its_other_names(hub):
    commit = hub.commit(TINY)
    hub.revisions[TINY] = {"refs/pr/1"}
    for revision, status in ((commit, 200), ("refs%2Fpr%2F1", 200), (commit[:8], 404)):
        assert ask(resolve(hub, "config.json", revision)).status == status


@pytest.mark.parametrize("path", ["/", "/api/whoami-v2", f"/{TINY}/raw/main/config.json"])
def test_what_the_hub_has_and_this_has_not_is_not_found(hub, path):
    assert ask(hub.url + path).status == 404


@pytest.mark.parametrize("file", ["../tiny/config.json", "..%2F..%2Fsecret", "%2Fetc%2Fhostname"])
def test_nothing_outside_the_repository_is_served(hub, file):
    (hub.root / "secret").write_text("secret")
    assert ask(resolve(hub, file)).headers["x-error-code"] == "EntryNotFound"
    assert ask(cdn(hub, file)).status == 403


def test_names_that_no_file_could_have_are_listed_all_the_same(hub):
    hub.listed[TINY] = ["../../outside.safetensors", "\x1b[31mred"]
    listed = ask(f"{hub.url}/api/models/{TINY}")
    assert b"../../outside.safetensors" in listed.body
