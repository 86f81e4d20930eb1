"""While a run of claims reads from the hub, a terminal shows it, and in the end nothing of it."""

import os
import pty
import re
import subprocess
import sys

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._core.discovery import PACKAGE
from tests.hub import configs
from tests.hub.body_faults import Trickle
from tests.hub.server import serving
from tests.hub.true_size import from_config, place
from tests.surfaces.screen import screen

LISTED = "claims/scale/listed_bytes_add_up.py"
BIASES = "claims/architecture/llama_has_no_biases.py"
GPT2, TUNE = checkpoint("gpt2").hub, "owner/tune"
RUNS = {
    "source": (GPT2, LISTED, "--source", "hub", "--checkpoint", "gpt2"),
    "checkpoint": (TUNE, BIASES, "--evidence", "tensors", "--checkpoint", TUNE),
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    place(root, "gpt2")
    from_config(configs.LLAMA_TUNE, root / TUNE)
    with serving(root) as hub:
        hub.revisions[GPT2] = {checkpoint("gpt2").revision or "main"}
        yield hub


def slow(hub, repo):
    """Let its config take some two seconds."""
    file = f"{repo}/config.json"
    size = (hub.root / file).stat().st_size
    hub.faults[file] = Trickle(0.25, size // 8)


def command(arguments):
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]


def settings(hub):
    return {**os.environ, "HF_ENDPOINT": hub.url, "COLUMNS": "100", "TERM": "xterm"}


def on_a_terminal(hub, *arguments):
    """Run claims on a terminal, and give all that was written to it."""
    mine, theirs = pty.openpty()
    with subprocess.Popen(
        command(arguments), env=settings(hub), cwd=PACKAGE.parent, stdout=theirs, stderr=theirs
    ) as ran:
        os.close(theirs)
        written = b""
        while piece := read(mine):
            written += piece
    os.close(mine)
    assert ran.returncode == 0, written.decode()
    return written.decode()


def read(terminal):
    """Some of what was written; nothing when all who write are gone, which Linux calls an error."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def shown(written):
    """What stands there in the end, but for what it took."""
    return [re.sub(r"[\d.]+s( =*)?$", "", it).rstrip("= ") for it in screen(written)]


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_slow_read_is_shown_and_leaves_nothing_behind(run, hub):
    repo, *arguments = run
    hub.faults.clear()
    fast = on_a_terminal(hub, *arguments)  # which shows one as well where all else is slow
    slow(hub, repo)
    written = on_a_terminal(hub, *arguments)
    assert f"reading {repo}" in written
    assert shown(written) == shown(fast)


def test_what_is_no_terminal_shows_nothing(hub):
    repo, *arguments = RUNS["source"]
    slow(hub, repo)
    ran = subprocess.run(
        command(arguments), env=settings(hub), cwd=PACKAGE.parent, capture_output=True, check=True
    )
    assert b"reading" not in ran.stdout + ran.stderr
    assert b"\x1b" not in ran.stdout + ran.stderr
