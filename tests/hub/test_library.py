"""The hub's own library works against the stand-in, unmodified."""

from pathlib import Path

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from tests.checkpoints.made_up import tiny_llama, write_index, write_safetensors
from tests.hub.conftest import TINY
from tests.hub.true_size import place

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def api(hub, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_PROGRESS_BARS", True)
    return HfApi(endpoint=hub.url, token=False)


def two_shards(folder):
    first, second = tiny_llama()[:10], tiny_llama()[10:]
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    folder.mkdir(parents=True)
    for name, tensors in zip(names, (first, second), strict=True):
        write_safetensors(folder / name, tensors)
    held = {names[0]: [it.name for it in first], names[1]: [it.name for it in second]}
    write_index(folder / "model.safetensors.index.json", held, None)


@pytest.mark.parametrize("file", ["config.json", "model.safetensors"])
def test_a_file_is_downloaded(hub, api, tmp_path, file):
    got = api.hf_hub_download(TINY, file, cache_dir=tmp_path / "cache")
    expected = (hub.root / TINY / file).read_bytes()
    assert Path(got).read_bytes() == expected
    assert f"/snapshots/{hub.commit(TINY)}/" in got
    assert hub.log[-1].sent == len(expected)


def test_a_model_is_told_of(hub, api):
    hub.commits[TINY] = COMMIT
    hub.access.gated[TINY] = "manual"
    info = api.model_info(TINY)
    assert (info.sha, info.gated, info.private) == (COMMIT, "manual", False)
    assert [it.rfilename for it in info.siblings] == ["config.json", "model.safetensors"]
    assert info.siblings[1].size is None
    full = api.model_info(TINY, revision=COMMIT, files_metadata=True)
    weights = full.siblings[1]
    assert weights.size == weights.lfs.size == (hub.root / TINY / weights.rfilename).stat().st_size
    assert full.siblings[0].lfs is None


def test_a_header_is_read_and_no_data(hub, api):
    read = api.get_safetensors_metadata(TINY)
    assert read.parameter_count == {"F16": sum(it.elements for it in tiny_llama())}
    assert {it.range for it in hub.log if it.method == "GET"} == {"bytes=0-100000"}


def test_headers_of_shards_are_read(hub, api):
    two_shards(hub.root / "owner/shards")
    read = api.get_safetensors_metadata("owner/shards")
    assert read.sharded
    assert len(read.weight_map) == len(tiny_llama())


def test_a_tree_is_listed(hub, api):
    (hub.root / TINY / "original").mkdir()
    (hub.root / TINY / "original/params.json").write_text("{}")
    flat = [it.path for it in api.list_repo_tree(TINY)]
    assert flat == ["config.json", "model.safetensors", "original"]
    deep = [it.path for it in api.list_repo_tree(TINY, recursive=True)]
    assert deep == [*flat, "original/params.json"]
    assert [it.path for it in api.list_repo_tree(TINY, "original")] == ["original/params.json"]


def test_a_tree_comes_in_pages(hub, api, monkeypatch):
    monkeypatch.setattr("tests.hub.model_api.PAGE", 1)
    assert len(list(api.list_repo_tree(TINY))) == 2
    assert [it.path.rsplit("/", 1)[1] for it in hub.log] == ["main", "main"]


def test_what_is_not_there_is_told_apart(hub, api):
    with pytest.raises(EntryNotFoundError):
        api.hf_hub_download(TINY, "nope.json")
    with pytest.raises(RevisionNotFoundError):
        api.hf_hub_download(TINY, "config.json", revision="nope")
    with pytest.raises(RevisionNotFoundError):
        api.model_info(TINY, revision="nope")
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("owner/nope")
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree(TINY, "nope"))


def test_a_gate_opens_to_the_right_token_alone(hub, api, tmp_path):
    hub.access.gated[TINY] = "auto"
    hub.access.grant("right", TINY)
    hub.access.grant("wrong")
    for token, status in ((False, 401), ("wrong", 403)):
        with pytest.raises(GatedRepoError) as refusal:
            api.get_safetensors_metadata(TINY, token=token)
        assert refusal.value.response.status_code == status
    assert api.get_safetensors_metadata(TINY, token="right").parameter_count
    with pytest.raises(HfHubHTTPError, match="Invalid credentials"):
        api.model_info(TINY, token="made up")


def test_the_token_stays_with_the_hub(hub, api, tmp_path):
    hub.access.grant("right", TINY)
    api.get_safetensors_metadata(TINY, token="right")
    api.hf_hub_download(TINY, "model.safetensors", token="right", cache_dir=tmp_path / "cache")
    assert all(it.authorized != it.path.startswith("/cdn/") for it in hub.log)


def test_a_private_repository_looks_like_none(hub, api):
    hub.access.private.add(TINY)
    hub.access.grant("right", TINY)
    with pytest.raises(RepositoryNotFoundError):
        api.model_info(TINY)
    assert api.model_info(TINY, token="right").private


def test_the_largest_is_read_header_by_header(hub, api):
    repo = place(hub.root, "llama-3.1-405b")
    read = api.get_safetensors_metadata(repo)
    assert read.parameter_count == {"BF16": 405_853_388_800}
    assert len(read.files_metadata) == 191
    # The library asks for 100 kB of each file, whatever its header is.
    assert sum(it.sent for it in hub.log if it.path.startswith("/cdn/")) == 191 * 100_001


def test_gpt2_is_listed_at_its_published_size(hub, api):
    info = api.model_info(place(hub.root, "gpt2"), files_metadata=True)
    assert {it.rfilename: it.size for it in info.siblings}["model.safetensors"] == 548_105_171
