"""`pytest claims/ --source hub`: checks on what a hub has, beside what was recorded."""

import os
import re
import subprocess
import sys

import pytest

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._core.discovery import PACKAGE
from tests.hub.server import serving
from tests.hub.true_size import place

CLAIMS = (
    "claims/attention/llama_heads_are_128_wide.py",
    "claims/scale/listed_bytes_add_up.py",
    "claims/scale/stored_buffers_are_no_parameters.py",
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for it in catalogue():
        place(root, it.id)
    with serving(root) as hub:
        for it in catalogue():
            hub.revisions[it.hub] = {it.revision} if it.revision else set()
        yield hub


def run(hub, *claims):
    """Run claims in a process that is told where the hub is as any user would tell it."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *claims,
            "-q",
            "--source",
            "hub",
            "-p",
            "no:cacheprovider",
        ],
        env={**os.environ, "HF_ENDPOINT": hub.url},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_hub_has_comes_out_as_what_was_recorded(hub):
    ran = run(hub, *CLAIMS)
    assert ran.returncode == 0, ran.stdout
    assert "failed" not in ran.stdout


def test_a_checkpoint_behind_a_gate_is_untested_and_the_others_go_on(hub):
    hub.access.gated[checkpoint("llama-3-8b").hub] = "manual"
    ran = run(hub, CLAIMS[0])
    assert ran.returncode == 0, ran.stdout
    assert "gated: accept its terms on its page" in ran.stdout
    hub.access.gated.clear()


def test_a_checkpoint_whose_files_contradict_each_other_is_untested_and_the_others_go_on(hub):
    config = hub.root / checkpoint("llama-2-7b").hub / "config.json"
    before = config.read_text()
    config.write_text(before.replace('_heads": 32', '_heads": 16'))
    other = hub.root / checkpoint("llama-3-8b").hub / "config.json"
    other_before = other.read_text()
    other.write_text("<!doctype html>")
    ran = run(hub, CLAIMS[0])
    config.write_text(before)
    other.write_text(other_before)
    assert ran.returncode == 0, ran.stdout
    assert "shape of model.layers.0.self_attn.k_proj.weight: expected [2048, 4096]" in ran.stdout
    assert f"{checkpoint('llama-3-8b').hub}/config.json: content: expected JSON" in ran.stdout
    assert re.search(r"\b1[0-9] passed, 2 skipped", ran.stdout), ran.stdout
    assert "claims-hub-" not in ran.stdout
    assert "Traceback" not in ran.stdout


@pytest.mark.parametrize("workers", [[], ["-n", "2"]])
def test_where_nothing_can_be_read_nothing_is_green(hub, workers):
    hub.access.gated.update({it.hub: "manual" for it in catalogue()})
    ran = run(hub, CLAIMS[0], *workers)
    hub.access.gated.clear()
    assert ran.returncode == 2, ran.stdout
    assert "nothing was decided: none of 15 units could be read" in ran.stdout
    assert "gated: accept its terms on its page" in ran.stdout
    assert "Traceback" not in ran.stdout
