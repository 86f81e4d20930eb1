"""Offline, what the hub library has in its cache is read, and nothing else is asked for."""

import json

import pytest
from huggingface_hub import HfApi, constants, try_to_load_from_cache

from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.repository import mirror
from claims._checkpoints.hub.took import Counter
from tests.hub import configs
from tests.hub.conftest import TINY
from tests.hub.true_size import from_config

SHARDED = "owner/sharded"


@pytest.fixture
def cached(hub, monkeypatch, tmp_path):
    """A way to have the library bring a repository, and then to be offline."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_PROGRESS_BARS", True)

    def bring(repo):
        api = HfApi(endpoint=hub.url, token=False)
        api.snapshot_download(repo, cache_dir=tmp_path / "cache")
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        monkeypatch.setattr(constants, "is_offline_mode", lambda: True)
        hub.log.clear()
        return hub

    return bring


@pytest.mark.parametrize("revision", [None, "its commit"])
def test_one_file_of_weights_needs_no_index(cached, revision, tmp_path):
    hub = cached(TINY)
    read = mirror(TINY, revision and hub.commit(TINY), tmp_path / "here")
    assert (tmp_path / "here" / "model.safetensors").is_file()
    assert read.commit == hub.commit(TINY)
    assert (read.requests, hub.log) == (0, [])


def test_shards_are_read_by_their_index(hub, cached, tmp_path):
    small = {**configs.LLAMA_TUNE, "num_hidden_layers": 2, "vocab_size": 100, "hidden_size": 64}
    from_config({**small, "intermediate_size": 128}, hub.root / SHARDED, most=50_000)
    cached(SHARDED)
    read = mirror(SHARDED, None, tmp_path / "here")
    index = json.loads((tmp_path / "here" / "model.safetensors.index.json").read_text())
    assert len(set(index["weight_map"].values())) > 1
    assert (read.requests, hub.log) == (0, [])


def test_what_isnt_there_is_no_request(cached, tmp_path):
    hub, counter = cached(TINY), Counter()
    with pytest.raises(HubError, match="offline"):
        mirror("owner/elsewhere", None, tmp_path / "here", counter=counter)
    assert (counter.took.requests, hub.log) == (0, [])


def test_what_the_cache_knows_isnt_there_is_not_asked_for(cached, monkeypatch, tmp_path):
    hub = cached(TINY)
    place = tmp_path / "cache" / "models--owner--tiny" / ".no_exist" / hub.commit(TINY)
    place.mkdir(parents=True)
    (place / "model.safetensors").touch()
    snapshot = tmp_path / "cache" / "models--owner--tiny" / "snapshots" / hub.commit(TINY)
    (snapshot / "model.safetensors").unlink()
    assert try_to_load_from_cache(TINY, "model.safetensors", cache_dir=tmp_path / "cache")
    for name in ("model.safetensors.index.json", "pytorch_model.bin"):
        (place / name).touch()
    (place / "pytorch_model.bin.index.json").touch()
    read = mirror(TINY, None, tmp_path / "here")
    assert [it.name for it in (tmp_path / "here").iterdir()] == ["config.json"]
    assert (read.requests, hub.log) == (0, [])
