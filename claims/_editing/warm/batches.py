"""The batch that is being answered."""

import importlib
import json
import os
import signal
import time
from collections import deque
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from .child import Child
from .strays import end_strays

AT_ONCE = min(2, os.cpu_count() or 1)
# As many measurements as ten edits of what all of them reach make; each takes some 250 bytes.
MOST = 5_000
# Whoever waits should hear something that often.
BEAT = 1
# What nobody waits for leaves the machine to whoever does.
LEISURELY = 10


class Warm:
    """The batch that is being answered, and who answers it."""

    def __init__(self, limit: float) -> None:
        """Nothing is asked yet."""
        self.limit, self.number = limit, 0
        self.queue: deque[str] = deque()
        self.again: set[str] = set()
        self.children: list[Child] = []
        self.learned: list[str] = []
        # What its children have measured; they say by which files, and look whether those changed.
        self.measured: dict[str, str] = {}
        # For how long each claim was run that had to begin anew, and when anything was told.
        self.spent: dict[str, float] = {}
        self.told = 0.0
        # After which others a process ended that was at a claim, which is tried by another.
        self.lost: dict[str, dict[str, Any]] = {}
        # What was answered by results that were there, so that nothing is measured of it yet.
        self.unmeasured: deque[str] = deque()

    def begin(self, batch: dict[str, Any]) -> None:
        """Take up a batch in place of the one before."""
        for claim in batch["edited"]:
            self.spent.pop(claim, None)
        kept = [it for it in self.children if _goes_on(it, batch)]
        for child in [it for it in self.children if it not in kept]:
            if child.claim and child.claim not in batch["edited"] and not child.rehearses:
                self.spent[child.claim] = time.monotonic() - child.since
            child.stop()
        self.children = kept
        if len(self.measured) > MOST:
            self.measured.clear()
        for name in batch["changed"]:
            # Within a second, an edited file looks to Python like the one before.
            Path(cache_from_source(name)).unlink(missing_ok=True)
        running = [it.claim for it in kept]
        self.lost = {}
        self.number, self.again = batch["batch"], set(batch["again"])
        self.queue = deque(it for it in batch["claims"] if it not in running)
        if self.number == 1:
            self.unmeasured = deque(batch["claims"])
        for _ in range(min(AT_ONCE - len(kept), len(self.queue))):
            self._start()
        self._end()

    def _start(self) -> None:
        self._next(self._another())

    def _another(self) -> Child:
        child = Child(self.children, self.measured)
        self.children.append(child)
        return child

    def _next(self, child: Child) -> None:
        """Hand out a claim, or let the child end."""
        if self.queue:
            # Neighbours are of one section and ask the same of the same models.
            self._ask(child, self.queue.pop() if child.from_the_end else self.queue.popleft())
        else:
            child.claim = ""
            os.close(child.give)
            child.give = os.open(os.devnull, os.O_WRONLY)

    def _ask(self, child: Child, claim: str) -> None:
        child.ask(claim, claim in self.again, self.spent.get(claim, 0))

    def _end(self) -> None:
        if not self.queue and not any(it.claim for it in self.children):
            self._tell(done=True)

    def _tell(self, **said: object) -> None:
        self.told = time.monotonic()
        self.spent.pop(str(said.get("claim")), None)
        print(json.dumps({"batch": self.number, **said}), flush=True)

    def say_that_it_is_alive(self) -> None:
        """Let whoever waits for an answer know that it is worked on, or can be."""
        if (self.children or not self.number) and time.monotonic() - self.told > BEAT:
            self._tell(alive=True)

    def hear(self, child: Child) -> None:
        """Take what a child says; one that says no more has ended, well or not."""
        said = os.read(child.get, 1 << 16)
        if not said:
            self._ended(child)
            return
        *lines, child.said = (child.said + said).split(b"\n")
        for line in lines:
            answer = understood(line)
            if not answer:
                self._stop(child, "its process wrote what is no answer, so it was stopped")
                return
            if "imported" in answer:
                self.learned = answer["imported"]
                continue
            ran = answer.pop("ran", False)
            if (answer.pop("pid"), by := answer.pop("claim")) != (child.pid, child.claim):
                self._impostor(child, by)
                return
            self.measured.update(answer.pop("measured"))
            if child.rehearses:
                self._measure_next(child)
                continue
            self._tell(claim=child.claim, **answer, **self.lost.pop(child.claim, {}))
            child.ran += [child.claim] if ran else []
            self._next(child)
            self._end()

    def _ended(self, child: Child) -> None:
        """A child that has ended before its answer is told of, and replaced if more is to do."""
        if child.claim and not child.left():
            self._stop(child, "it closed what its answer goes through, so its process was stopped")
            return
        log = child.stop()
        self._forget(child)
        if not child.claim or child.rehearses:
            return
        code = os.waitstatus_to_exitcode(child.status)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        if child.ran and code != 3:
            # What it has run before may go on in it: one that has run nothing else can tell.
            self.lost[child.claim] = {"lost": {"how": how, "after": child.ran}}
            self._ask(self._another(), child.claim)
            return
        said = (log.strip().splitlines() or [""])[-1] if code == 3 else ""
        self.lost.pop(child.claim, None)
        self._tell(claim=child.claim, ended=f"its process ended with {said or how}", log=log)
        self._replace()

    def _forget(self, child: Child) -> None:
        self.children.remove(child)
        end_strays([it.pid for it in self.children])

    def _impostor(self, child: Child, claim: str) -> None:
        """What a claim has started answers too: tell of that, and ask anew what it was asked."""
        if child.claim not in ("", claim) and not child.rehearses:
            self.queue.appendleft(child.claim)
            child.claim = claim
        self._stop(child, "it forked a process that answered as well, so both were stopped")

    def _stop(self, child: Child, why: str) -> None:
        """Stop a child whose answer can't be waited for, tell of it, and go on with another."""
        log = child.where()
        self._forget(child)
        if not child.claim or child.rehearses:
            return
        self.lost.pop(child.claim, None)
        self._tell(claim=child.claim, ended=why, log=log)
        self._replace()

    def _replace(self) -> None:
        if self.queue:
            self._start()
        self._end()

    def stop_the_endless(self) -> None:
        """Stop whoever is at one claim for longer than the limit."""
        for child in list(self.children):
            if child.claim and time.monotonic() - child.since > self.limit:
                self._stop(child, f"no answer after {self.limit:g} seconds, so it was stopped")

    def rehearse(self) -> None:
        """While there is nothing else to do, measure what the first edits may ask for."""
        if self.unmeasured and not self.queue:
            child = Child([], self.measured)
            child.rehearses = True
            os.setpriority(os.PRIO_PROCESS, child.pid, LEISURELY)
            self.children.append(child)
            self._measure_next(child)

    def _measure_next(self, child: Child) -> None:
        self.queue.clear()
        again = self.unmeasured.popleft() if self.unmeasured else None
        if again is None:
            self._next(child)
        else:
            child.ask(again, True)

    def learn(self) -> None:
        """Import what a child had to import of other libraries, so that the next has it."""
        for name in self.learned:
            try:
                importlib.import_module(name)
            except Exception:
                continue
        self.learned = []


def understood(line: bytes) -> dict[str, Any]:
    """What a line says; nothing where a check has written among the answers."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    if isinstance(said.get("imported"), list):
        return said
    whole = isinstance(said.get("measured"), dict) and said.keys() >= {"pid", "claim"}
    told = said.keys() >= {"entry", "problems"} or "refused" in said
    return said if whole and told else {}


def _goes_on(child: Child, batch: dict[str, Any]) -> bool:
    """Whether what a child runs is still wanted as it runs it."""
    wanted = child.claim in batch["claims"] and not child.rehearses and not batch["changed"]
    return wanted and (child.again or child.claim not in batch["again"])
