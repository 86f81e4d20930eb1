"""A bar for what takes a while, on a terminal alone, and never in what a command puts out."""

import io
import time

import pytest
from huggingface_hub import constants
from rich.console import Console
from typer.testing import CliRunner

from claims._checkpoints.catalogue import checkpoint
from claims._surfaces.command_line import app, progress, record
from claims._views import reading_bar
from tests.hub.body_faults import Trickle
from tests.hub.faults import failing
from tests.hub.server import serving
from tests.hub.true_size import place

GPT2 = checkpoint("gpt2").hub


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """A hub that takes its time for a config."""
    place(tmp_path, "gpt2")
    with serving(tmp_path) as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        hub.revisions[GPT2] = {checkpoint("gpt2").revision}
        hub.faults[f"{GPT2}/config.json"] = Trickle(0.1, 100)
        yield hub


@pytest.fixture
def terminal(monkeypatch):
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, force_interactive=True, width=80)
    monkeypatch.setattr(progress, "err", console)
    return shown


def drawn(terminal, says):
    """Wait until something was drawn; a second process would be needed to know when."""
    until = time.monotonic() + 20
    while says not in terminal.getvalue() and time.monotonic() < until:
        time.sleep(0.02)
    return terminal.getvalue()


def test_it_shows_how_many_of_how_many_are_read_and_goes(terminal, monkeypatch):
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)
    with progress.progress_bar() as heard:
        heard("owner/name", 0, 0)
        assert "reading owner/name" in drawn(terminal, "0/?")
        heard("owner/name", 3, 191)
        assert "3/191" in drawn(terminal, "3/191")
    assert terminal.getvalue().endswith("\x1b[2K")


def test_what_is_over_soon_shows_nothing(terminal, monkeypatch):
    monkeypatch.setattr(reading_bar, "PATIENCE", 1000)
    with progress.progress_bar() as heard:
        heard("owner/name", 3, 191)
    assert terminal.getvalue() == ""


def test_no_terminal_shows_nothing(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(progress, "err", Console(file=shown))
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)
    with progress.progress_bar() as heard:
        heard("owner/name", 3, 191)
    assert shown.getvalue() == ""


def test_what_fails_leaves_no_bar_behind(terminal, monkeypatch):
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)

    def fails():
        with progress.progress_bar() as heard:
            heard("owner/name", 0, 0)
            drawn(terminal, "reading")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fails()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_slow_read_shows_and_what_is_put_out_is_whole(slow, terminal, monkeypatch):
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)
    result = CliRunner().invoke(app, ["verify", "--source", "hub", "gpt2"])
    assert f"reading {GPT2}" in terminal.getvalue()
    assert result.stdout.startswith("gpt2: 1 difference; 4 requests")
    assert "reading" not in result.stdout


@pytest.mark.parametrize("command", ["inspect", "record"])
def test_inspecting_and_recording_show_it_too(command, slow, terminal, monkeypatch, tmp_path):
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)
    monkeypatch.setattr(record, "RECORDS", tmp_path)
    slow.faults[f"{GPT2}/model.safetensors"] = failing(None)
    target = [GPT2] if command == "inspect" else ["gpt2", "--from", "hub"]
    result = CliRunner().invoke(app, [command, *target])
    assert result.exit_code == 2
    assert f"reading {GPT2}" in terminal.getvalue()
    assert "the server failed" in result.stderr


def test_a_name_that_is_hostile_steers_no_terminal(terminal, monkeypatch):
    monkeypatch.setattr(reading_bar, "PATIENCE", 0)
    with progress.progress_bar() as heard:
        heard("a\x1b]0;title\x07[red]b", 0, 0)
        assert "[red]b" in drawn(terminal, "[red]b")
    assert "\x1b]0;" not in terminal.getvalue()
