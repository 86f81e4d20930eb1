"""What a hostile repository may make of memory: its headers are added up before they are read."""

import json
from threading import Thread

import pytest
from huggingface_hub import constants

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.hub import load
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.repository import mirror
from tests.checkpoints.made_up import put, tiny_config

REPO = "owner/many"
# What a worker may have begun before it hears that another was refused.
UNDER_WAY = 16


@pytest.fixture
def endpoint(hub, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    return hub


def many(folder, count, length):
    """A repository of weights that declare such headers, and hold nothing but zeros."""
    put(folder, "config.json", tiny_config())
    files = [f"model-{at:05}.safetensors" for at in range(count)]
    for file in files:
        with (folder / file).open("wb") as weights:
            weights.write(length.to_bytes(8, "little"))
            weights.truncate(length + 1000)
    named = {f"a{at}": file for at, file in enumerate(files)}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": named}))


def sent(hub):
    return sum(it.sent for it in hub.log if it.status in (200, 206))


def test_headers_that_add_up_to_too_much_are_refused_before_they_are_read(
    endpoint, monkeypatch, tmp_path
):
    monkeypatch.setattr(load, "MOST", 100_000)
    many(endpoint.root / REPO, 3, 31_999_000)
    with pytest.raises(HubError, match=f"^{REPO}/model.* headers of at most 100,000 bytes in all"):
        mirror(REPO, None, tmp_path / "here")
    assert sent(endpoint) < 10_000


def test_the_first_bad_header_ends_the_reading_of_all(endpoint, tmp_path):
    many(endpoint.root / REPO, 200, 1000)
    with pytest.raises(PublishedFileError, match=f"^{REPO}/model-.*content: expected JSON"):
        mirror(REPO, None, tmp_path / "here")
    asked = {it.path for it in endpoint.log if "/resolve/" in it.path and "model-" in it.path}
    assert 0 < len(asked) <= UNDER_WAY


def test_large_repositories_are_read_one_at_a_time():
    order = []

    def second():
        with load.loading() as its:
            order.append("second asks")
            its.add("owner/b", "b", load.LARGE + 1)
            order.append("second")

    with load.loading() as first, load.loading() as small:
        first.add("owner/a", "a", load.LARGE + 1)
        thread = Thread(target=second)
        thread.start()
        small.add("owner/c", "c", load.LARGE)
        thread.join(0.2)
        order.append("first is done")
    thread.join(5)
    assert order == ["second asks", "first is done", "second"]
    with load.in_turn(load.LARGE + 1):
        pass
