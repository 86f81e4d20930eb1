"""`claims watch`: a line for each verdict that changes, and none for what stays as it was."""

import signal
import subprocess
import sys

import pytest

from tests.serving.served import environment
from tests.serving.small_house import small_house

UP = "claims/made/up.py"
CODE = "from claims._surfaces.command_line import app; app()"


class Watched:
    """A small house, and what is said of it while it is watched."""

    def __init__(self, folder):
        self.folder, self.found = folder, small_house(folder)
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", CODE, "watch"],
            cwd=folder,
            env={**environment(folder), "COLUMNS": "10000"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def line(self):
        """The next line; a machine without one is stopped by whoever runs the tests."""
        return self.process.stdout.readline().rstrip("\n")

    def after(self, old, new):
        """Edit the claim as it was found, and read the next line."""
        text = self.found[UP]
        assert old in text
        (self.folder / UP).write_text(text.replace(old, new))
        return self.line()


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    made = Watched(tmp_path_factory.mktemp("watched"))
    assert made.line() == "1 claims; watching claims/ and docs/"
    yield made
    made.process.send_signal(signal.SIGINT)
    with made.process.stdout as rest:
        assert rest.read() == ""
    assert made.process.wait() == 0


def test_a_changed_finding_is_a_line_and_where_it_differs_another(watched):
    assert watched.after("is {width} wide", "has {width}") == "made/up: confirmed: GPT-2 has 768."
    differs = "  finding: expected 'GPT-2 is 768 wide.', measured 'GPT-2 has 768.'"
    assert watched.line() == differs


def test_a_comment_changes_no_verdict_and_a_turned_one_shows_both(watched):
    assert watched.after("", "") == "made/up: confirmed: GPT-2 is 768 wide."
    commented = watched.found[UP] + "# edited\n"
    (watched.folder / UP).write_text(commented)
    turned = watched.found[UP].replace("width > 1", "width < 2").replace('"failed"', '"passed"')
    (watched.folder / UP).write_text(turned)
    assert watched.line() == "made/up: confirmed → refuted: GPT-2 is 768 wide."
    assert watched.line() == "  verdict: expected confirmed, measured refuted"
    assert watched.line() == "  on gpt2 by config: expected passed, measured failed"


def test_a_syntax_error_is_a_line_with_its_place_and_the_next_save_mends_it(watched):
    broken = watched.after("def up(", "def def up(")
    assert broken == f"made/up: {UP}:13: no valid Python: invalid syntax"
    assert watched.after("", "") == "made/up: confirmed: GPT-2 is 768 wide."


def test_a_check_that_hangs_or_kills_its_process_is_a_line(watched):
    said = watched.after("    width = ", "    while True:\n        1\n    width = ")
    assert said.startswith("made/up: claims/made/up.py:1")
    assert said.endswith("no answer after 5 seconds, so it was stopped")
    said = watched.after("    width = ", "    import os\n    os.kill(os.getpid(), 9)\n    width = ")
    assert said == "made/up: somewhere in claims/made/up.py: its process ended with SIGKILL"
    assert watched.after("", "") == "made/up: confirmed: GPT-2 is 768 wide."


def test_a_claim_that_went_is_told_and_one_that_came_too(watched):
    (watched.folder / UP).unlink()
    assert watched.line() == "made/up: no longer there"
    assert watched.after("", "") == "made/up: confirmed: GPT-2 is 768 wide."
