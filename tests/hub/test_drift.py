"""Every record held against a hub that has what it says, and against one that has not."""

import json
import re
from pathlib import Path

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.drift import drifts
from claims._checkpoints.recording import make
from claims._checkpoints.source import Recorded
from claims._surfaces.command_line import app
from tests.hub.server import serving
from tests.hub.true_size import place

NAMES = [it.id for it in catalogue()]
# In the names that each family gives its final norm.
NORM = {"gpt2": ("ln_f.weight", "ln_g.weight"), "llama": ("model.norm.weight", "model.norn.weight")}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for name in NAMES:
        place(root, name)
    return root


@pytest.fixture
def hub(root, monkeypatch):
    with serving(root) as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        for it in catalogue():
            hub.revisions[it.hub] = {it.revision} if it.revision else set()
        yield hub


def rewritten(file: Path, old: bytes, new: bytes) -> bool:
    """Change a header or an index in place; whether there was anything to change."""
    with file.open("r+b") as opened:
        length = int.from_bytes(opened.read(8), "little") if file.suffix == ".safetensors" else None
        start = 8 if length else 0
        opened.seek(start)
        text = opened.read(length) if length else opened.read()
        changed = re.sub(old, new, text, count=1)
        opened.seek(start)
        opened.write(changed)
    return changed != text


def rewrite(folder: Path, old: bytes, new: bytes, *, every: bool = False) -> None:
    """Change the first header that has it; with `every`, the index and all headers."""
    headers = sorted(folder.glob("*.safetensors"))
    found = [it for it in headers if rewritten(it, old, new)] if every else []
    if not every:
        found = [next(it for it in headers if rewritten(it, old, new))]
    assert found
    if every and (index := folder / "model.safetensors.index.json").is_file():
        assert rewritten(index, old, new)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_as_recorded_is_no_drift(name, root):
    recorded = Recorded().record(name)
    found = drifts(recorded, make(checkpoint(name), root))
    # The config is written anew: the same facts in other bytes.
    assert [it for it in found if not it.what.startswith("SHA-256")] == []


@pytest.mark.parametrize("name", NAMES)
def test_one_name_one_shape_and_one_field_are_each_found_and_named(name, tmp_path):
    repo = place(tmp_path, name)
    folder, family = tmp_path / repo, checkpoint(name).family
    before = make(checkpoint(name), tmp_path)
    old, new = NORM[family]
    rewrite(folder, re.escape(old).encode(), new.encode(), every=True)
    config = json.loads((folder / "config.json").read_text())
    vocabulary = config["vocab_size"]
    (folder / "config.json").write_text(json.dumps({**config, "vocab_size": vocabulary + 1}))
    named = {
        (it.what, it.recorded, it.there) for it in drifts(before, make(checkpoint(name), tmp_path))
    }
    assert ("a tensor", old, "nothing") in named
    assert ("a tensor", "nothing", new) in named
    assert ("vocabulary", str(vocabulary), str(vocabulary + 1)) in named
    assert any(what == "SHA-256 of config.json" for what, *_ in named)


def test_a_shape_that_changed_is_found_and_named(tmp_path):
    repo = place(tmp_path, "llama-3.1-8b")
    before = make(checkpoint("llama-3.1-8b"), tmp_path)
    rewrite(tmp_path / repo, rb"\[14336,4096\]", b"[4096,14336]")
    found = drifts(before, make(checkpoint("llama-3.1-8b"), tmp_path))
    assert [(it.recorded, it.there) for it in found] == [("[14336, 4096]", "[4096, 14336]")]
    assert found[0].what.startswith("shape of model.layers.")


@pytest.mark.parametrize("name", ["llama-7b", "llama-13b", "llama-2-70b", "llama-3.1-405b"])
def test_what_was_recorded_from_another_file_is_held_against_the_hubs_too(name, tmp_path):
    folder = tmp_path / place(tmp_path, name)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "rms_norm_eps": 0.5}))
    found = drifts(Recorded().record(name), make(checkpoint(name), tmp_path))
    assert [(it.what, it.there) for it in found] == [("norm_eps", "0.5")]


def test_verifying_against_the_hub_tells_each_checkpoint_and_what_it_took(hub):
    result = CliRunner().invoke(app, ["verify", "--source", "hub", "llama-7b", "llama-3.1-405b"])
    assert result.exit_code == 0
    assert "llama-7b: as recorded; 4 requests" in result.output
    assert "llama-3.1-405b: as recorded; 193 requests" in result.output


def test_a_closed_gate_is_told_and_the_rest_goes_on(hub):
    hub.access.gated[checkpoint("llama-3-8b").hub] = "manual"
    result = CliRunner().invoke(app, ["verify", "--source", "hub", "llama-3-8b", "llama-7b"])
    assert result.exit_code == 2
    assert "llama-3-8b: untested: meta-llama/Meta-Llama-3-8B/config.json" in result.output
    assert "accept its terms" in result.output
    assert "llama-7b: as recorded" in result.output


def test_headers_of_191_shards_are_most_of_what_is_read(hub, root, tmp_path):
    from claims._checkpoints.hub.repository import mirror

    repo = checkpoint("llama-3.1-405b").hub
    read = mirror(repo, None, tmp_path / "here")
    folder = root / repo
    headers = 0
    for file in folder.glob("*.safetensors"):
        with file.open("rb") as opened:
            headers += 8 + int.from_bytes(opened.read(8), "little")
    small = sum(
        (folder / it).stat().st_size for it in ("config.json", "model.safetensors.index.json")
    )
    assert read.bytes_read <= 1.5 * (headers + small)
