"""The loop asks for what a save concerns, takes no answer that a later save has made old."""

import threading
from unittest.mock import Mock

import pytest

from claims._core.discovery import PACKAGE
from claims._editing import loop as module
from claims._editing.concerned import Concerned
from claims._editing.loop import Answer, Loop, Told, answer

ENTRY = {"verdict": "confirmed"}


class Worker:
    """Keeps what it is asked, and answers when it is told to."""

    def __init__(self, hear, limit):
        self.hear, self.number, self.asked = hear, 0, []

    def submit(self, claims, again, changed, edited):
        self.number += 1
        self.edited = sorted(edited)
        self.asked.append((list(claims), sorted(again), list(changed)))


@pytest.fixture
def loop(monkeypatch):
    """A loop of three claims, and what it has told."""
    monkeypatch.setattr(module, "Worker", Worker)
    monkeypatch.setattr(module, "Saves", lambda folders, tell: Mock())
    monkeypatch.setattr(module, "outside", lambda claim: [PACKAGE.parent / f"{claim}.md"])
    told = []
    made = Loop(Told(answered=told.append, done=lambda: told.append("done")))
    made.told_so_far, made.worker = told, made._worker
    made.unanswered = []

    def concerned(paths, unanswered):
        made.unanswered.append(set(unanswered))
        found = [it.stem for it in paths if it.stem != "page"]
        return Concerned(found, unsure=made.unsure, again=made.again)

    made.again, made.unsure = [], []
    monkeypatch.setattr(module, "concerned", concerned)
    return made


def save(loop, *names):
    loop.saved({PACKAGE / f"_probes/{it}.py" for it in names})


def say(loop, claim, number=None, **said):
    said = said or {"entry": ENTRY, "problems": []}
    loop.worker.hear({"batch": number or loop.worker.number, "claim": claim, **said})


def test_what_a_save_concerns_is_asked_and_its_answer_told(loop):
    save(loop, "a")
    assert loop.worker.asked == [(["a"], [], [PACKAGE / "_probes/a.py"])]
    assert list(loop.checking) == ["a"]
    say(loop, "a")
    assert loop.told_so_far == [Answer("a", ENTRY)]
    assert not loop.checking
    assert loop.settled(["a"]) == []


def test_what_an_answer_has_read_elsewhere_is_watched(loop):
    save(loop, "a")
    say(loop, "a")
    loop._saves.also.assert_called_once_with([PACKAGE.parent / "a.md"])


def test_what_is_still_asked_comes_after_what_a_later_save_concerns(loop):
    save(loop, "a")
    save(loop, "b")
    assert loop.worker.asked[-1][0] == ["b", "a"]


def test_an_answer_to_an_older_batch_is_dropped(loop):
    save(loop, "a")
    save(loop, "a")
    say(loop, "a", number=1)
    assert (list(loop.checking), loop.told_so_far) == (["a"], [])
    say(loop, "a")
    assert loop.told_so_far == [Answer("a", ENTRY)]


def test_what_is_being_run_or_was_refused_may_reach_any_saved_file(loop):
    save(loop, "a", "b")
    say(loop, "a", refused="a.py:1: no")
    save(loop, "c")
    assert loop.unanswered == [set(), {"a", "b"}]


def test_the_time_of_what_may_not_be_concerned_goes_on(loop):
    save(loop, "a", "b")
    assert loop.worker.edited == ["a", "b"]
    loop.unsure = ["a"]
    save(loop, "a", "b")
    assert loop.worker.edited == ["b"]
    loop.unsure = []
    loop.saved({module.DOCS / "a.md"})
    assert (loop.worker.asked[-1][2], loop.worker.edited) == ([], [])


def test_who_waits_for_one_claim_waits_for_no_other(loop):
    save(loop, "a", "b")
    say(loop, "a")
    assert loop.settled(["a"]) == []


def test_what_is_to_be_run_whatever_is_known_stays_so_until_it_is_answered(loop):
    loop.again = ["a"]
    save(loop, "a")
    loop.again = []
    save(loop, "b")
    assert loop.worker.asked[-1][1] == ["a"]
    say(loop, "a")
    save(loop, "a")
    assert loop.worker.asked[-1][1] == []


def test_a_process_that_ends_is_replaced_once(loop):
    save(loop, "a")
    dead = {"dead": True}
    loop.worker.hear({"batch": 1, **dead})
    assert [it[0] for it in loop.worker.asked] == [["a"], ["a"]]
    loop.worker.hear({"batch": 2, **dead})
    (ended, done) = loop.told_so_far
    assert ended.problems == ("claims/a.py: the process that checks ended before it could",)
    assert done == "done"
    assert loop.settled(["a", "b"]) == ["a"]
    assert loop.settled(["b"]) == []


def test_a_refusal_names_a_file_as_all_else_that_is_told_does():
    said = {"claim": "s/a", "refused": f"{PACKAGE}/s/a.py:3: no valid Python"}
    assert answer(said).problems == ("claims/s/a.py:3: no valid Python",)


LOG = f'''Fatal Python error: Aborted
  File "/elsewhere/x.py", line 3 in g
  File "{PACKAGE}/s/a.py", line 7 in f
  File "{PACKAGE}/s/a.py", line 9 in a
'''


def test_a_process_that_ended_is_told_with_the_line_of_the_claim_that_it_was_at():
    said = {"claim": "s/a", "ended": "its process ended with SIGABRT"}
    told = [answer({**said, "log": log}).problems for log in (LOG, "")]
    line = "{}: its process ended with SIGABRT"
    places = ["claims/s/a.py:7", "somewhere in claims/s/a.py"]
    assert told == [(line.format(it),) for it in places]


def broken(*_):
    raise OSError("nobody listens")


def test_who_cant_be_told_keeps_nobody_waiting(loop):
    loop.told = Told(broken, broken, broken)
    save(loop, "a", "b")
    assert sorted(loop.checking) == ["a", "b"]
    waiting = threading.Thread(target=loop.settled, args=[["a"]], daemon=True)
    waiting.start()
    say(loop, "a")
    waiting.join(5)
    assert not waiting.is_alive()
    for _ in range(2):
        loop.worker.hear({"batch": loop.worker.number, "dead": True})
    assert not loop.checking
