"""A token, an address or a proxy that can't be one: told in a line, by name and not by value."""

import os
import subprocess
import sys

import pytest

from claims._checkpoints.hub import environment
from claims._checkpoints.hub.environment import require_environment
from claims._checkpoints.hub.failure import WrongEnvironment
from claims._core.discovery import PACKAGE
from tests.hub.conftest import TINY

BIASES = "claims/architecture/llama_has_no_biases.py"
# One of them breaks the hub library on import.
COMMANDS = {
    "inspect": ("HF_ENDPOINT", "claims._surfaces.command_line", "inspect", TINY),
    "verify": ("HTTPS_PROXY", "claims._surfaces.command_line", "verify", "--source", "hub", "gpt2"),
    "record": ("HF_TOKEN", "claims._surfaces.command_line", "record", "gpt2", "--from", "hub"),
    "survey": ("HF_TOKEN", "claims._surfaces.command_line", "survey", "list"),
    "source": ("HF_ENDPOINT", "pytest", "-p", "no:cacheprovider", BIASES, "--source", "hub"),
    # What else there is to hold doesn't make up for it.
    "checkpoint": (
        *("HF_TOKEN", "pytest", "-p", "no:cacheprovider", BIASES),
        *("--checkpoint", "llama-7b", "--checkpoint", TINY),
    ),
}
WRONG = {
    "HF_TOKEN": ("hf_sec\nret", "hf_sec ret", "hf_secret\x7f", "hf_s\xe9cret"),
    "HF_ENDPOINT": (
        *("", "hub.secret", "http://", "https://hub secret", "http://hub:secret", "ftp://hub"),
        *("http://hub:99999", "//secret", "http://s\necret", "http://s..ecret", "http://[secret"),
    ),
    "HTTPS_PROXY": ("http://me:secret@proxy:port", "gopher://secret", "http://", "pro xy:80"),
    "http_proxy": ("secret:port", "socks9://secret"),
    "ALL_PROXY": ("http://[secret",),
}
RIGHT = {
    "HF_TOKEN": ("hf_abc", " hf_abc\r\n", ""),
    "HF_ENDPOINT": ("https://hub.example/mirror/", "http://127.0.0.1:80", "HTTP://[::1]:80"),
    "HTTPS_PROXY": ("proxy:3128", "http://me:word@proxy", "http://m\xfcnchen.example", ""),
}


def each(values):
    return [(name, it) for name, them in values.items() for it in them]


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """Nothing in the environment that could be what is refused."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in (*environment.TOKENS, environment.ENDPOINT):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(("name", "value"), each(WRONG))
def test_what_cannot_be_is_refused_by_name_and_without_its_value(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongEnvironment, match=f"^{name}: expected .*, measured ") as refusal:
        require_environment()
    assert "ecret" not in str(refusal.value)


@pytest.mark.parametrize(("name", "value"), each(RIGHT))
def test_what_can_be_is_let_through(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    require_environment()


def test_a_token_that_was_logged_in_with_is_named_by_its_file(monkeypatch, tmp_path):
    from huggingface_hub import constants

    (tmp_path / "token").write_bytes(b"hf_\xffsecret\n")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    with pytest.raises(WrongEnvironment, match="/token: expected a token of printable ASCII"):
        require_environment()
    # Another one comes first.
    monkeypatch.setenv("HF_TOKEN", "hf_abc")
    require_environment()


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_each_command_says_it_in_one_line(command, tmp_path):
    (tmp_path / "list").write_text(f"{TINY}\nowner/other\n")
    name, module, *arguments = command
    here = PACKAGE.parent if module == "pytest" else tmp_path
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, name: WRONG[name][-1], "PYTHONPATH": str(PACKAGE.parent)},
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    usage = pytest.ExitCode.USAGE_ERROR if module == "pytest" else 2
    assert ran.returncode == usage, ran.stdout + ran.stderr
    (line,) = [it for it in ran.stderr.splitlines() if it]
    assert line.removeprefix("ERROR: ").startswith(f"{name}: expected ")
    assert "ecret" not in ran.stdout + ran.stderr
