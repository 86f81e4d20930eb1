"""Every record held against a hub that has what it says, and against one that has not."""

import json
import re
from pathlib import Path

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.drifts import drifts
from claims._checkpoints.recording import make
from claims._checkpoints.source import Recorded
from claims._surfaces.command_line import app
from tests.hub.server import serving
from tests.hub.sparse_file import write_sparse
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
    """Change a header or an index; whether there was anything to change."""
    if file.suffix != ".safetensors":
        text = file.read_bytes()
        changed = re.sub(old, new, text, count=1)
        file.write_bytes(changed)
        return changed != text
    with file.open("rb") as opened:
        text = opened.read(int.from_bytes(opened.read(8), "little"))
    changed = re.sub(old, new, text, count=1)
    if changed != text:
        write_sparse(file, changed, file.stat().st_size - 8 - len(text))
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


def verified(name):
    """What is told of one checkpoint, on lines as wide as they need be."""
    result = CliRunner().invoke(app, ["verify", "--source", "hub", name], env={"COLUMNS": "300"})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def altered(hub, root, tmp_path):
    """A way to copy one repository, so that it can be altered and the hub has that instead."""

    def copy(name):
        repo = checkpoint(name).hub
        (tmp_path / repo).mkdir(parents=True)
        for file in (root / repo).iterdir():
            copy_sparse(file, tmp_path / repo / file.name)
        hub.root = tmp_path
        return tmp_path / repo

    return copy


def copy_sparse(file, to):
    """Copy a header, or a small file whole; what lies behind a header is a hole again."""
    with file.open("rb") as opened:
        header = file.suffix == ".safetensors"
        data = opened.read(8) if header else opened.read()
        data += opened.read(int.from_bytes(data, "little")) if header else b""
    to.write_bytes(data)
    with to.open("r+b") as opened:
        opened.truncate(file.stat().st_size)


def row_of(output, what):
    """The cells of the table's rows about one thing."""
    rows = [line.split("  ") for line in output.splitlines()]
    cells = [[it.strip() for it in row if it.strip()] for row in rows]
    return [row[1:] for row in cells if len(row) == 4 and row[1] == what]


@pytest.mark.parametrize("name", NAMES)
def test_one_name_is_found_and_told(name, altered):
    old, new = NORM[checkpoint(name).family]
    rewrite(altered(name), re.escape(old).encode(), new.encode(), every=True)
    code, output = verified(name)
    assert code == 1
    assert sorted(row_of(output, "a tensor")) == [
        ["a tensor", old, "nothing"],
        ["a tensor", "nothing", new],
    ]


@pytest.mark.parametrize("name", NAMES)
def test_one_shape_is_found_and_told(name, altered):
    size = Recorded().record(name).value("hidden_size")
    old = NORM[checkpoint(name).family][0]
    at = rb'("%s":\{"dtype":"[A-Z0-9]+","shape":\[)%d(\])' % (re.escape(old).encode(), size)
    # As many numbers in another shape: neither a length nor an offset tells.
    rewrite(altered(name), at, rb"\g<1>1,%d\2" % size)
    code, output = verified(name)
    assert code == 1
    what = f"shape of {old}"
    assert row_of(output, what) == [[what, f"[{size}]", f"[1, {size}]"]]


@pytest.mark.parametrize("name", NAMES)
def test_one_field_of_the_config_is_found_and_told(name, altered):
    path = altered(name) / "config.json"
    config = json.loads(path.read_text())
    vocabulary = config["vocab_size"]
    path.write_text(json.dumps({**config, "vocab_size": vocabulary + 1}))
    code, output = verified(name)
    assert code == 1
    told = row_of(output, "vocabulary")
    assert told == [["vocabulary", str(vocabulary), str(vocabulary + 1)]]


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
