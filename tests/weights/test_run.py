"""`pytest claims/ --evidence weights`: what is read is announced, counted, and decides."""

import os
import shutil
import subprocess
import sys

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._core.discovery import PACKAGE
from tests.hub.server import serving
from tests.hub.true_size import place
from tests.running.stand_ins import folder
from tests.weights import numbers
from tests.weights.filled import fill

AUTHORS = "claims/scale/gpt2_117m_and_124m_are_one_checkpoint.py"
BUFFERS = "claims/scale/stored_buffers_are_no_parameters.py"
UNTIED = "claims/architecture/llama_unties_its_embeddings.py"
OWN = "owner/own"
BASE = "claims/position_encoding/llama_rope_base_is_10_000.py"


def run(*arguments, levels="weights", **environment):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short"]
    return subprocess.run(
        [*command, "--evidence", levels, *arguments],
        cwd=PACKAGE.parent,
        env={**os.environ, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_folder_at_true_size_is_announced_read_and_refuted_in_words(tmp_path):
    fill(tmp_path / place(tmp_path, "gpt2"), {numbers.MASKS: numbers.triangle})
    ran = run(AUTHORS, BUFFERS, "--source", str(tmp_path))
    assert ran.returncode == 1, ran.stdout
    assert f"weights: reading 160 tensors, 548,090,880 bytes from {tmp_path}" in ran.stdout
    assert "weights of gpt2: 548,090,880 bytes read" in ran.stdout
    told = "by weights: expected passed, as weaker evidence has it, measured failed; observed"
    assert f"gpt2: {told} {{'with_another_checksum': 148" in ran.stdout
    assert "1 failed, 1 passed" in ran.stdout  # the masks are as they should be


@pytest.fixture
def hub(tmp_path):
    fill(tmp_path / place(tmp_path, "llama-2-7b"), {".*inv_freq": numbers.frequencies(1e4)})
    with serving(tmp_path) as hub:
        it = checkpoint("llama-2-7b")
        hub.revisions[it.hub] = {it.revision} if it.revision else set()
        yield hub


def test_of_thirteen_gigabytes_on_the_hub_the_frequencies_are_read(hub, tmp_path):
    there = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "home")}
    ran = run(BASE, "--source", "hub", "--checkpoint", "llama-2-7b", **there)
    assert ran.returncode == 0, ran.stdout
    assert "weights: reading 32 tensors, 8,192 bytes from hub" in ran.stdout
    assert "weights of llama-2-7b: 8,192 bytes read" in ran.stdout


@pytest.fixture
def cached(tmp_path):
    """A hub with a model outside the catalogue, of which the library has downloaded all."""
    shutil.copytree(folder("llama-stand-in"), tmp_path / "hub" / OWN)
    with serving(tmp_path / "hub") as hub:
        into = tmp_path / "home" / "hub" / "models--owner--own" / "snapshots" / hub.commit(OWN)
        shutil.copytree(folder("llama-stand-in"), into)
        yield hub


def test_a_model_of_ones_own_is_read_on_the_hub_and_run_from_its_cache(cached, tmp_path):
    there = {"HF_ENDPOINT": cached.url, "HF_HOME": str(tmp_path / "home")}
    ran = run(BASE, UNTIED, "--source", "hub", "--checkpoint", OWN, **there)
    assert ran.returncode == 0, ran.stdout
    assert f"bytes from {OWN}" in ran.stdout
    assert "2 passed" in ran.stdout
    assert all(it.sent < 100_000 for it in cached.log)


def test_nothing_of_weights_on_the_hub_is_read_unasked(hub, tmp_path):
    there = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "home")}
    ran = run(BASE, "--source", "hub", "--checkpoint", "llama-2-7b", levels="behaviour", **there)
    assert ran.returncode == 0, ran.stdout
    assert "weights: reading" not in ran.stdout
    assert all(it.sent < 100_000 for it in hub.log)  # an index and headers, no tensor
