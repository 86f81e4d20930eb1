"""Who edits a check waits for no measurement that an edit can't have changed."""

import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from tests.editing.house import House
from tests.serving.served import environment

CLAIM = "feed_forward/gpt2_feed_forward_uses_relu"
PROBE = "_probes/feed_forward.py"
MEASURE = "def measure(model: Model) -> FeedForward:\n"
# What tells that it was asked, whatever else is edited.
NOTED = MEASURE + '    open({log!r}, "a").write("x")\n'


class Warmed:
    """A warm process of a house, and how often one probe has measured there."""

    def __init__(self, folder):
        self.house, self.log = House(folder), folder / "calls"
        self.edit(PROBE, MEASURE, NOTED.format(log=str(self.log)))
        self.begin()

    def begin(self):
        """Start the process, which knows nothing yet."""
        self.number = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "warm", "60"],
            cwd=self.house.package / "_editing",
            env=environment(self.house.folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def stop(self):
        """End the process and all that it has started."""
        self.process.communicate(timeout=10)

    def edit(self, name, old, new):
        """Change a file of the package; hands back its path."""
        path = self.house.package / name
        text = path.read_text()
        assert old in text, name
        path.write_text(text.replace(old, new, 1))
        return path

    def answer(self, *changed, again=True):
        """Ask for the claim, whatever is known of it, and hand back what is said."""
        self.number += 1
        batch = {"batch": self.number, "claims": [CLAIM], "again": [CLAIM] if again else []}
        batch |= {"changed": [str(it) for it in changed], "edited": []}
        self.process.stdin.write(json.dumps(batch).encode() + b"\n")
        self.process.stdin.flush()
        lines = map(json.loads, self.process.stdout)
        said, done = islice((it for it in lines if "alive" not in it), 2)
        assert done == {"batch": self.number, "done": True}
        return said

    def is_at_rest(self):
        """Whether none of its own processes is at anything, so that all they found is known."""
        pid = self.process.pid
        return not Path(f"/proc/{pid}/task/{pid}/children").read_text()

    def measured(self):
        """How often the probe has measured since the last time."""
        count = len(self.log.read_text()) if self.log.exists() else 0
        self.log.unlink(missing_ok=True)
        return count


@pytest.fixture(scope="module")
def warmed(tmp_path_factory):
    made = Warmed(tmp_path_factory.mktemp("warmed"))
    first = made.answer()
    assert first["entry"]["verdict"] == "refuted"
    assert made.measured() == 6  # GPT-2's four sizes are one small model, and there are controls
    yield made
    made.stop()


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("_core/verdict.py", '"""', '"""Edited. '),
        (f"{CLAIM}.py", '"""Whether', '"""Edited. Whether'),
        ("_probes/rotation.py", '"""', '"""Edited. '),
    ],
)
def test_what_a_measurement_does_not_reach_is_edited_without_another(warmed, name, old, new):
    said = warmed.answer(warmed.edit(name, old, new))
    assert said["entry"]["verdict"] == "refuted"
    assert warmed.measured() == 0


def test_an_edited_claim_is_judged_anew_by_what_was_measured(warmed):
    path = warmed.edit(f"{CLAIM}.py", '== "relu"', '!= "relu"')
    said = warmed.answer(path)
    assert said["entry"]["verdict"] == "confirmed"
    assert "verdict: expected refuted, measured confirmed" in said["problems"]
    assert warmed.measured() == 0
    warmed.edit(f"{CLAIM}.py", '!= "relu"', '== "relu"')


@pytest.mark.parametrize(
    "name, old, new, times",
    [
        ("_probes/feed_forward.py", '"""', '"""Edited. ', 6),
        ("_probes/models/construction.py", '"""', '"""Edited. ', 6),
        ("_core/observed.py", '"""', '"""Edited. ', 6),
        ("_probes/patches/relu.py", '"""', '"""Edited. ', 1),
        ("_probes/patches/relu.py", "ReLU()", "SiLU()", 1),
    ],
)
def test_what_a_measurement_reaches_is_edited_and_it_is_made_anew(warmed, name, old, new, times):
    warmed.answer(warmed.edit(name, old, new))
    assert warmed.measured() == times


def test_a_probe_that_says_otherwise_is_believed_at_once(warmed):
    said = warmed.answer(warmed.edit(PROBE, MEASURE, MEASURE + "    1 / 0\n"))
    assert "ZeroDivisionError" in json.dumps(said)


@pytest.fixture
def made(tmp_path):
    made = Warmed(tmp_path)
    yield made
    made.stop()


def test_what_stored_results_have_answered_is_measured_while_nobody_asks(made):
    made.answer()  # which stores the result
    made.stop()
    made.measured()
    made.begin()
    assert made.answer(again=False)["entry"]["verdict"] == "refuted"
    until = time.monotonic() + 120
    while time.monotonic() < until and not (made.is_at_rest() and made.log.exists()):
        time.sleep(0.1)
    assert made.measured() == 6
    made.answer(made.edit("_core/verdict.py", '"""', '"""Edited. '))
    assert made.measured() == 0
