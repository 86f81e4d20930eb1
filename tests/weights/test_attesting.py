"""`claims verify … --attest NAME --evidence weights`: what the weights showed is written down."""

import hashlib
import os

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.attestations import file
from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._core import discovery
from claims._core.discovery import PACKAGE
from claims._surfaces.command_line import app, attest_weights
from claims._surfaces.command_line import attest as attest_module
from tests.hub.server import serving
from tests.hub.true_size import place
from tests.weights import numbers
from tests.weights.filled import fill

AUTHORS = "scale/gpt2_117m_and_124m_are_one_checkpoint"
BUFFERS = "scale/stored_buffers_are_no_parameters"
RELU = "feed_forward/gpt2_feed_forward_uses_relu"
BASE = "position_encoding/llama_rope_base_is_10_000"
CONFIG = "attention/llama_heads_are_128_wide"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where attestations go, and a few claims to run."""
    monkeypatch.setattr(file, "FOLDER", tmp_path / "claims" / "attestations")
    names = (AUTHORS, BUFFERS, RELU, BASE, CONFIG)
    few = {it: discovery.load(PACKAGE / f"{it}.py") for it in names}
    monkeypatch.setattr(attest_module, "load_all", lambda: few)
    return file.FOLDER


def attest(source, *more):
    asked = ["verify", "--source", str(source), "--attest", "Ada", "--evidence", "weights"]
    return CliRunner().invoke(app, [*asked, *more])


def written(folder):
    (path,) = folder.iterdir()
    return path


def units(made):
    return {(claim.id, it.unit): it for claim in made.claims for it in claim.units}


def test_a_folder_is_announced_digested_run_and_written_down(tmp_path, folder):
    there = fill(tmp_path / place(tmp_path, "gpt2"), {numbers.MASKS: numbers.triangle})
    ran = attest(there, "gpt2")
    assert ran.exit_code == 1, ran.output
    tensors, data, whole = 160, 548_090_880, 548_105_171
    announced = f"weights: reading {tensors} tensors, {data:,} bytes from {there}, and {whole:,}"
    assert announced in ran.output
    assert f"weights: {data + whole:,} bytes read" in ran.output
    made = file.load(written(folder))
    assert (made.source, made.endpoint, made.counts) == ("folder", None, True)
    (read,) = made.checkpoints
    assert (read.id, read.revision, read.weights_bytes) == ("gpt2", None, data)
    (weights,) = read.weights
    data = (there / "model.safetensors").read_bytes()
    assert (weights.name, weights.size) == ("model.safetensors", whole)
    assert weights.sha256 == hashlib.sha256(data).hexdigest()
    found = units(made)
    assert found[AUTHORS, "gpt2"].outcome == "failed: weights failed"
    assert found[BUFFERS, "gpt2"].outcome == "passed: weights passed"
    assert found[RELU, "gpt2"].outcome == "untested: weights untested"
    assert not [it for it in found if it[0] == CONFIG]
    assert str(tmp_path) not in written(folder).read_text()


@pytest.fixture
def hub(tmp_path, monkeypatch):
    fill(tmp_path / place(tmp_path, "llama-2-7b"), {".*inv_freq": numbers.frequencies(1e4)})
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    with serving(tmp_path) as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        hub.commits |= {it.hub: it.revision for it in catalogue() if it.revision}
        yield hub


def test_slices_are_read_from_the_hub_at_a_commit(hub, folder):
    ran = attest("hub", "llama-2-7b")
    made = file.load(written(folder))
    (read,) = made.checkpoints
    assert (read.revision, read.weights) == (checkpoint("llama-2-7b").revision, ())
    found = units(made)
    assert found[BASE, "llama-2-7b"].outcome == "passed: weights passed"
    assert f"weights: {read.weights_bytes:,} bytes read" in ran.output
    assert 0 < read.weights_bytes < 100_000
    assert {it.rpartition(": ")[2] for it in (each.outcome for each in found.values())} == {
        "weights passed"
    }


def test_a_folder_without_weights_is_not_attested(tmp_path, folder):
    there = tmp_path / place(tmp_path, "llama-7b")
    for it in there.glob("*.safetensors"):
        it.unlink()
    ran = attest(tmp_path, "llama-7b")
    assert ran.exit_code == 2
    assert "expected safetensors files, found none" in ran.output
    assert not folder.exists()


@pytest.mark.parametrize(
    "options, said",
    [
        (["--source", "hub", "--evidence", "hope"], "--evidence: expected `weights`, or nothing"),
        (["--source", "hub", "--evidence", "weights"], "goes with `--attest NAME`"),
        (["--source", ".", "--attest", "Ada", "gpt2"], "it takes `--evidence weights`"),
        (["--source", ".", "--attest", "Ada", "--evidence", "weights"], ".: expected short names"),
        (["--source", "nowhere", "gpt2"], "expected `recorded`, `hub` or an existing folder"),
        (["--attest", "Ada"], "it goes with `--source hub` or a FOLDER"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, said, folder):
    ran = CliRunner().invoke(app, ["verify", *options])
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert not folder.exists()


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Few claims on a model of which no number is set; it isn't run."""
    few = {BUFFERS: discovery.load(PACKAGE / f"{BUFFERS}.py")}
    monkeypatch.setattr(attest_module, "load_all", lambda: few)
    return tmp_path / place(tmp_path, "llama-3.2-1b")


def test_the_tokenizer_that_read_the_text_is_told(small, folder):
    (small / "tokenizer.json").write_text("{}")
    attest(small, "llama-3.2-1b")
    (read,) = file.load(written(folder)).checkpoints
    told = {it.name: it.sha256 for it in read.files}
    assert told["tokenizer.json"] == hashlib.sha256(b"{}").hexdigest()


def test_another_tokenizer_than_the_pinned_one_is_refused(tmp_path, folder):
    there = tmp_path / place(tmp_path, "gpt2")
    (there / "tokenizer.json").write_text("{}")
    ran = attest(there, "gpt2")
    assert ran.exit_code == 2
    assert "openai-community/gpt2/tokenizer.json: expected SHA-256 " in ran.output
    assert not folder.exists()


def test_a_file_that_changes_during_the_run_is_not_attested(small, folder, monkeypatch):
    digested = attest_weights.whole_files

    def then_written(paths, heard):
        found = digested(paths, heard)
        for it in paths:
            os.utime(it, ns=(0, 0))
        return found

    monkeypatch.setattr(attest_weights, "whole_files", then_written)
    ran = attest(small, "llama-3.2-1b")
    assert ran.exit_code == 2
    assert "model.safetensors: expected the same file until the run has ended" in ran.output
    assert not folder.exists()


def test_what_the_hubs_cache_has_is_digested_too(hub, small, folder, tmp_path):
    repo = checkpoint("llama-3.2-1b").hub
    cache = tmp_path / "cache" / f"models--{repo.replace('/', '--')}" / "snapshots"
    cache.mkdir(parents=True)
    (cache / hub.commits[repo]).symlink_to(small)
    attest("hub", "llama-3.2-1b")
    (read,) = file.load(written(folder)).checkpoints
    (weights,) = read.weights
    assert weights.size == (small / "model.safetensors").stat().st_size
