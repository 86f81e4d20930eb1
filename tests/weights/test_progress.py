"""While weights are read, a terminal shows how far that is; nothing else does."""

import pytest

from claims._checkpoints.weights.announcing import Announced
from claims._surfaces.pytest_plugin import weights_read
from claims._surfaces.pytest_plugin.weights_read import WeightsRead


class Terminal(pytest.TerminalReporter):
    def __init__(self, isatty):
        self.isatty, self.shown = isatty, []

    def rewrite(self, line, **_):
        self.shown.append(line)


class Plugins:
    def __init__(self, terminal):
        self.found = {"terminalreporter": terminal}

    def get_plugin(self, name):
        return self.found.get(name)


class Config:
    def __init__(self, terminal):
        self.pluginmanager = Plugins(terminal)


def read(terminal, monkeypatch, patience=-1.0):
    monkeypatch.setattr(weights_read, "PATIENCE", patience)
    monkeypatch.setattr(weights_read, "OFTEN", -1.0)
    reading = WeightsRead(Config(terminal))
    reading.planned = Announced(2, 200)
    reading(50)
    reading(150)
    return terminal


def test_a_terminal_is_told_how_far_it_is(monkeypatch):
    shown = read(Terminal(True), monkeypatch).shown
    assert shown == ["weights: 50 of 200 bytes (25%)", "weights: 200 of 200 bytes (100%)"]


def test_nothing_is_shown_where_nobody_looks(monkeypatch):
    assert read(Terminal(False), monkeypatch).shown == []
    read(None, monkeypatch)


def test_what_is_quick_shows_nothing(monkeypatch):
    assert read(Terminal(True), monkeypatch, patience=60.0).shown == []
