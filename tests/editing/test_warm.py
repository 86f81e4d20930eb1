"""What a check does to its process, the warm process tells of that check and of no other."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims._editing import loop
from tests.editing.house import House
from tests.serving.served import environment
from tests.serving.small_house import MADE

CLAIM = MADE["claims/made/up.py"]
LIMIT = 3
LINE = CLAIM[: CLAIM.index("    width = ")].count("\n") + 1  # where a claim does something
IDS = [f"made/{it}" for it in ("one", "two", "three", "four", "five")]
# Once, of two processes that go on from there, one waits.
ONCE = "import os, ctypes, time; hasattr(os, 'forked') or (setattr(os, 'forked', 1), {})"
FORK = ONCE.format("os.fork() or time.sleep(0.3)")
# As a library does that isn't Python's.
BESIDE_FIRST = ONCE.format("ctypes.PyDLL(None).fork() and time.sleep(1)")
BESIDE_LATE = ONCE.format("ctypes.PyDLL(None).fork() or time.sleep(0.3)")
SLOW = "import time; time.sleep(1)"


class Warmed:
    """A warm process, and what it says of a few claims, the first of which does something."""

    def __init__(self, folder):
        self.house = House(folder)
        self.package = self.house.package
        (self.package / "made").mkdir()
        for claim_id in IDS:
            self.does(claim_id, "pass")
        self.log = (folder / "log").open("w+")
        self.begin()

    def begin(self):
        """Start the process, which knows nothing yet."""
        self.number = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "warm", str(LIMIT)],
            cwd=self.package / "_editing",
            env=environment(self.house.folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )

    def does(self, claim_id, does):
        """Let a claim's check do something first; hands back its file."""
        path = self.package / f"{claim_id}.py"
        text = CLAIM.replace("def up(", f"def {path.stem}(").replace("GPT-2 is", f"{path.stem} is")
        path.write_text(text.replace("    width = ", f"    {does}\n    width = "))
        return path

    def answers(self, does):
        """Let the first claim do something, and ask for all; hands back all that is said."""
        self.number += 1
        changed = [str(self.does(IDS[0], does))]
        batch = {"batch": self.number, "claims": IDS, "again": IDS, "changed": changed}
        batch["edited"] = IDS
        self.process.stdin.write(json.dumps(batch).encode() + b"\n")
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            if "alive" not in (one := json.loads(line)):
                said.append(one)
            if one.get("done"):
                return said[:-1]
        raise AssertionError((self.log.seek(0), self.log.read()))


@pytest.fixture(scope="module")
def warmed(tmp_path_factory):
    made = Warmed(tmp_path_factory.mktemp("warmed"))
    yield made
    made.process.communicate(timeout=10)
    made.log.close()


def others_have_their_own(said):
    """Each of the other claims is answered once, by its own entry."""
    found = {it["claim"]: it["entry"] for it in said if it["claim"] != IDS[0]}
    assert sorted(found) == sorted(IDS[1:])
    for claim_id, entry in found.items():
        own = f"{claim_id.partition('/')[2]} is 768 wide."
        assert (entry["id"], entry["finding"]) == (claim_id, own)
    assert len([it for it in said if it["claim"] != IDS[0]]) == len(IDS[1:])


@pytest.fixture
def slow(warmed):
    """What is asked after the first is still asked when another process answers."""
    warmed.does(IDS[1], SLOW)
    yield warmed
    warmed.does(IDS[1], "pass")


def test_a_check_that_forks_is_answered_once_and_others_by_themselves(slow):
    said = slow.answers(FORK)
    others_have_their_own(said)
    assert [it["entry"]["id"] for it in said if it["claim"] == IDS[0]] == [IDS[0]]


def test_a_fork_that_python_does_not_see_is_told_of_the_check_that_made_it(warmed):
    said = warmed.answers(BESIDE_FIRST)
    others_have_their_own(said)
    (told,) = [it["ended"] for it in said if it["claim"] == IDS[0]]
    assert told == "it forked a process that answered as well, so both were stopped"


def test_what_is_asked_when_a_forked_process_answers_is_asked_anew(slow):
    others_have_their_own(slow.answers(BESIDE_LATE))


@pytest.mark.parametrize(
    "does, told",
    [
        ("import sys; sys.exit(4)", "one raised SystemExit on gpt2: 4"),
        ("raise SystemExit", "one raised SystemExit on gpt2"),
        ("raise KeyboardInterrupt", "its process ended with KeyboardInterrupt"),
    ],
)
def test_a_check_that_would_end_its_process_is_told_with_its_line(warmed, monkeypatch, does, told):
    monkeypatch.setattr(loop, "PACKAGE", warmed.package)
    said = warmed.answers(does)
    others_have_their_own(said)
    (own,) = [it for it in said if it["claim"] == IDS[0]]
    (problem,) = loop.answer(own).problems
    assert problem.endswith(f"claims/made/one.py:{LINE}: {told}")


RUBBISH = """import os
    for it in range(3, 40):
        try:
            os.write(it, b"rubbish\\n")
        except OSError:
            pass
    __import__("time").sleep(9)"""


def test_a_check_that_writes_among_the_answers_is_stopped_and_told(warmed):
    said = warmed.answers(RUBBISH)
    others_have_their_own(said)
    (told,) = [it["ended"] for it in said if it["claim"] == IDS[0]]
    assert told == "its process wrote what is no answer, so it was stopped"
    assert warmed.process.poll() is None


def test_nothing_is_told_of_what_nobody_has_asked(warmed):
    warmed.process.communicate(timeout=10)
    warmed.begin()
    # What is measured while nobody waits for it gives way to others.
    others_have_their_own(
        warmed.answers("import os, time; time.sleep(9 * (os.getpriority(0, 0) == 10))")
    )
    time.sleep(LIMIT + 2)
    said = warmed.answers("pass")
    assert [it["batch"] for it in said] == [2] * len(IDS)


# What a check leaves behind ends the process at another, as a thread that goes on may do.
LEFT = "import os; os.left = True"
ENDS = "import os, time; time.sleep(0.4); hasattr(os, 'left') and os._exit(7)"


def test_who_is_at_work_when_an_earlier_check_ends_the_process_is_not_blamed(warmed):
    for claim_id in IDS[1:]:
        warmed.does(claim_id, ENDS)
    said = warmed.answers(LEFT)
    for claim_id in IDS[1:]:
        warmed.does(claim_id, "pass")
    others_have_their_own(said)
    (lost,) = [it["lost"] for it in said if "lost" in it]
    assert lost == {"how": "exit code 7", "after": [IDS[0]]}


def test_a_check_that_closes_what_it_answers_through_is_told_of_that(warmed):
    said = warmed.answers("import os, time; os.closerange(3, 40); time.sleep(9)")
    others_have_their_own(said)
    (told,) = [it["ended"] for it in said if it["claim"] == IDS[0]]
    assert told == "it closed what its answer goes through, so its process was stopped"


FORGED = """import os, time
    for it in range(3, 40):
        try:
            os.write(it, b'{}\\n')
        except OSError:
            pass
    time.sleep(9)"""


@pytest.mark.parametrize(
    "said", ['{"pid": 5}', '{"imported": 5}', '{"pid": 5, "claim": "a"}', "[]"]
)
def test_a_check_that_writes_half_an_answer_is_stopped_and_told(warmed, said):
    said = warmed.answers(FORGED.replace("{}", said))
    others_have_their_own(said)
    (told,) = [it["ended"] for it in said if it["claim"] == IDS[0]]
    assert told == "its process wrote what is no answer, so it was stopped"
    assert warmed.process.poll() is None


STRAY = """import os, time
    if not os.fork():
        os.setsid()
        open({!r}, "w").write(str(os.getpid()))
        time.sleep(60)"""


def test_nothing_that_a_check_has_started_outlives_it(warmed, tmp_path):
    noted = tmp_path / "pid"
    others_have_their_own(warmed.answers(STRAY.format(str(noted))))
    pid, until = int(noted.read_text()), time.monotonic() + 10
    while running(pid):
        assert time.monotonic() < until
        time.sleep(0.1)


def running(pid):
    """Whether a process is there that hasn't ended."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def asked(warmed, claims, again=(), changed=(), edited=()):
    """Begin a batch without waiting for its end."""
    warmed.number += 1
    batch = {"batch": warmed.number, "claims": claims, "again": list(again)}
    batch |= {"changed": [str(it) for it in changed], "edited": list(edited)}
    warmed.process.stdin.write(json.dumps(batch).encode() + b"\n")
    warmed.process.stdin.flush()


@pytest.mark.parametrize("code", [False, True])
def test_what_hangs_is_told_in_time_whatever_else_is_saved(warmed, code):
    path = warmed.does(IDS[0], "while True: pass")
    begun = time.monotonic()
    asked(warmed, IDS[:1], IDS[:1], [path], IDS[:1])
    for _ in range(3):
        time.sleep(LIMIT / 4)
        asked(warmed, IDS[:1], IDS[:1], [warmed.package / "_probes/other.py"] if code else [])
    (told,) = [it for it in rest(warmed) if "ended" in it]
    assert told["ended"] == f"no answer after {LIMIT} seconds, so it was stopped"
    assert time.monotonic() - begun < 1.5 * LIMIT
    warmed.does(IDS[0], "pass")


def rest(warmed):
    """All that is said until the last batch is done."""
    for line in warmed.process.stdout:
        yield (said := json.loads(line))
        if said.get("done") and said["batch"] == warmed.number:
            return
