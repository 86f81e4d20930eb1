"""What is ours of each page is valid HTML."""

import shutil
import subprocess

import pytest

from tests.site.built import ROOT, pages
from tests.site.markup import MISSING, READY, complaints
from tests.site.weights import file_of

needs_checker = pytest.mark.skipif(not READY, reason=MISSING)
FRAME = '<article class="md-content__inner md-typeset">{}</article>\n</div>'


@needs_checker
def test_our_own_markup_is_valid(site, tmp_path):
    texts = {it: file_of(site, it).read_text() for it in pages(site)}
    assert {path: it[:5] for path, it in complaints(texts, tmp_path).items()} == {}


@needs_checker
@pytest.mark.parametrize(
    "markup, rule",
    [
        ("<p>one<div>two</div></p>", "close-order"),
        ('<p id="a">one</p><p id="a">two</p>', "no-dup-id"),
        ("<ul><p>no item</p></ul>", "element-permitted-content"),
        ('<label for="nothing">of nothing</label>', "no-missing-references"),
        ('<img src="x.png">', "wcag/h37"),
    ],
)
def test_what_is_invalid_is_told(tmp_path, markup, rule):
    (told,) = complaints({"page": FRAME.format(markup)}, tmp_path).values()
    assert any(f" {rule}: " in it for it in told), told


@pytest.fixture
def checkout(tmp_path):
    """A fresh one as far as make knows, and what it says when it is to fetch the checker."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "tests/site").mkdir(parents=True)
    (tmp_path / "tests/site/package-lock.json").touch()
    (tmp_path / "bin").mkdir()
    for name in ("sh", "touch", "mkdir"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))

    def fetched(npm=None):
        if npm:
            (tmp_path / "bin/npm").write_text(f"#!/bin/sh\n{npm}\n")
            (tmp_path / "bin/npm").chmod(0o755)
        make = [shutil.which("make"), "tests/site/node_modules/.package-lock.json"]
        known = {"PATH": str(tmp_path / "bin")}
        done = subprocess.run(make, cwd=tmp_path, env=known, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return fetched


def test_the_checker_is_fetched_once(checkout):
    assert "got ci" in checkout("mkdir -p tests/site/node_modules; echo got $1")
    assert "up to date" in checkout("exit 1")


@pytest.mark.parametrize(("npm", "said"), [(None, "no npm"), ("exit 1", "npm ci failed")])
def test_where_it_cannot_be_had_that_is_said_and_the_tests_go_on(checkout, npm, said):
    assert f"{said}: markup goes unchecked" in checkout(npm)


def test_the_tests_ask_for_it():
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"], cwd=ROOT, capture_output=True, text=True
    )
    assert "npm ci" in done.stdout
