"""Every notebook page is a test that nbval runs, and stores nothing that nbval would overlook."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claims._core.errors import Refused
from claims._pages.notebook import problems, refresh
from claims._pages.page import notebooks

ROOT = Path(__file__).parents[2]


def output(kind, **rest):
    return {"output_type": kind, **rest}


def picture(kind, text="made up"):
    return output("display_data", data={kind: text}, metadata={})


def tagged(*tags):
    return code() | {"metadata": {"tags": list(tags)}}


def code(text="1", count=1, outputs=None):
    shown = outputs if outputs is not None else [output("stream", name="stdout", text="1\n")]
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": text}
    return cell | {"execution_count": count, "outputs": shown}


def write(path, *cells):
    whole = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole))
    return path


@pytest.mark.parametrize("page", notebooks(), ids=lambda it: it.stem)
def test_a_page_is_executed_and_stored(page):
    assert problems(page) == []


def test_a_cell_that_an_editor_left_empty_asks_for_nothing(tmp_path):
    empty = code("", count=None, outputs=[])
    assert problems(write(tmp_path / "page.ipynb", code(), empty)) == []
    assert problems(write(tmp_path / "page.ipynb", code("", count=None)))


@pytest.mark.parametrize(
    "cell, found",
    [
        (code(count=None), "was never executed"),
        (code(outputs=[]), "has no stored output"),
        (code(outputs=[output("error", ename="E", evalue="", traceback=[])]), "error stored"),
        (code(outputs=[output("stream", name="stderr", text="!")]), "warnings stored"),
        (code("# NBVAL_IGNORE_OUTPUT\n1"), "switches a check off"),
        (code("# NBVAL_SKIP\n1"), "switches a check off"),
        (code(["1\n", "  ## NBVAL_RAISES_EXCEPTION"]), "switches a check off"),
        (code("# PYTEST_VALIDATE_IGNORE_OUTPUT\n1"), "switches a check off"),
        (tagged("nbval-ignore-output"), "switches a check off"),
        (tagged("nbval-skip"), "switches a check off"),
        (tagged("raises-exception"), "switches a check off"),
        (tagged("skip-execution"), "switches a check off"),
        (code(outputs=[picture("image/png")]), "more than text"),
        (code(outputs=[picture("image/jpeg")]), "more than text"),
        (code(outputs=[picture("text/html")]), "more than text"),
        (code(outputs=[output("display_data", data={}, metadata={})]), "more than text"),
        (code("card('a/b')\ncard('a/c')"), "shows a view otherwise"),
    ],
)
def test_what_nbval_would_overlook_is_found(tmp_path, cell, found):
    (problem,) = problems(write(tmp_path / "page.ipynb", code(), cell))
    assert found in problem
    assert "page.ipynb: code cell 2" in problem


@pytest.mark.parametrize(
    "cell",
    [
        code(outputs=[picture("text/plain")]),
        code(outputs=[output("execute_result", data={"text/plain": "1"}, metadata={})]),
        tagged("a-word-of-ones-own"),
        code("from claims._surfaces.page import card\n\ncard('a/b')"),
    ],
)
def test_what_a_page_may_hold_is_left_alone(tmp_path, cell):
    assert problems(write(tmp_path / "page.ipynb", cell)) == []


def test_nbval_collects_every_page():
    command = [sys.executable, "-m", "pytest", "--nbval", "--collect-only", "-q", "docs"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    collected = {line.partition("::")[0] for line in ran.stdout.splitlines() if "::" in line}
    assert collected == {it.relative_to(ROOT).as_posix() for it in notebooks()}


def test_refreshing_twice_changes_nothing(tmp_path):
    page = write(tmp_path / "page.ipynb", code("print(6 * 7)", None, []))
    assert refresh(page)
    first = page.read_bytes()
    assert not refresh(page)
    assert page.read_bytes() == first
    assert problems(page) == []


def test_a_page_that_fails_stays_as_it_was(tmp_path):
    page = write(tmp_path / "page.ipynb", code("1 / 0"))
    before = page.read_bytes()
    with pytest.raises(Refused, match="ZeroDivisionError"):
        refresh(page)
    assert page.read_bytes() == before


def test_a_half_written_page_is_refused_by_its_line(tmp_path):
    page = tmp_path / "page.ipynb"
    page.write_text('{\n "cells": [\n')
    with pytest.raises(Refused, match=r"page.ipynb:3: no notebook: "):
        refresh(page)
