"""`pytest claims/ --evidence weights`: what is read is announced, counted, and decides."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from safetensors.torch import load_file, save_file

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
LISTED = "claims/scale/listed_bytes_add_up.py"
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


GAINS = "claims/normalization/each_norm_scales_by_gains_of_its_own.py"
EPS = "claims/normalization/norm_eps_is_as_the_config_says.py"
HEADS = "claims/attention/llama_heads_are_128_wide.py"


@pytest.mark.parametrize(
    "key, changed",
    [
        ("partial_rotary_factor", {"partial_rotary_factor": 0.5}),
        ("rope_scaling.long_factor", {"rope_scaling": {"type": "longrope", "long_factor": [2.0]}}),
    ],
)
def test_what_needs_no_key_that_is_not_understood_is_decided(tmp_path, key, changed):
    at = tmp_path / "own"
    shutil.copytree(folder("llama-stand-in"), at)
    config = json.loads((at / "config.json").read_text())
    (at / "config.json").write_text(json.dumps(config | changed))
    levels = "config,tensors,behaviour,weights"
    ran = run(GAINS, UNTIED, EPS, HEADS, BASE, "--checkpoint", str(at), levels=levels)
    assert ran.returncode == 0, ran.stdout
    assert "; as all of its family 1, as some of it 2, not told 2" in ran.stdout
    assert "(config, tensors, weights)" in ran.stdout
    assert "weights: reading 9 tensors" in ran.stdout
    why = f"config.json: `{key}`: expected "
    assert f"what depends on a key of its config is untested: {why}" in ran.stdout
    skipped = [it for it in ran.stdout.splitlines() if it.startswith("SKIPPED")]
    assert skipped
    assert all(why in it for it in skipped)


def test_precisions_that_differ_from_the_stated_one_decide_what_is_said_of_them_alone(tmp_path):
    at = tmp_path / "own"
    shutil.copytree(folder("llama-stand-in"), at)
    tensors = load_file(at / "model.safetensors")
    wider = {name: it.float() if "norm" in name else it for name, it in tensors.items()}
    save_file(wider, at / "model.safetensors")
    ran = run(GAINS, UNTIED, LISTED, "--checkpoint", str(at), levels="tensors,weights")
    assert ran.returncode == 1, ran.stdout
    assert "listed_bytes_add_up, own: differs from its family: that came out passed" in ran.stdout
    assert "held against it: 3; differing 1, as all of its family 1, as some of it 1" in ran.stdout
    assert ran.stdout.count("FAILED claims/") == 1


def test_what_is_stored_decides_though_the_class_that_is_known_stores_something_else(tmp_path):
    at = tmp_path / "own"
    shutil.copytree(folder("llama-stand-in"), at)
    config = json.loads((at / "config.json").read_text())
    changed = {"intermediate_size": 128, "num_local_experts": 2}
    (at / "config.json").write_text(json.dumps(config | changed))
    ran = run(GAINS, LISTED, "--checkpoint", str(at), levels="tensors,weights")
    assert ran.returncode == 0, ran.stdout
    assert "(config, tensors, weights)" in ran.stdout
    why = "config.json: `num_local_experts`: expected its absence, as this key isn't understood"
    assert f"scale/listed_bytes_add_up: {why}" in " ".join(ran.stdout.split())
