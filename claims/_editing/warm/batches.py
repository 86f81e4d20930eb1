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

AT_ONCE = min(2, os.cpu_count() or 1)
# As many measurements as ten edits of what all of them reach make; each takes some 250 bytes.
MOST = 5_000
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
        # What was answered by results that were there, so that nothing is measured of it yet.
        self.unmeasured: deque[str] = deque()

    def begin(self, batch: dict[str, Any]) -> None:
        """Take up a batch in place of the one before."""
        for child in self.children:
            child.stop()
        self.children = []
        if len(self.measured) > MOST:
            self.measured.clear()
        for name in batch["changed"]:
            # Within a second, an edited file looks to Python like the one before.
            Path(cache_from_source(name)).unlink(missing_ok=True)
        self.number, self.queue = batch["batch"], deque(batch["claims"])
        self.again = set(batch["again"])
        if self.number == 1:
            self.unmeasured = deque(batch["claims"])
        for _ in range(min(AT_ONCE, len(self.queue))):
            self._start()
        self._end()

    def _start(self) -> None:
        child = Child(self.children, self.measured)
        self.children.append(child)
        self._next(child)

    def _next(self, child: Child) -> None:
        """Hand out a claim, or let the child end."""
        if self.queue:
            # Neighbours are of one section and ask the same of the same models.
            claim = self.queue.pop() if child.from_the_end else self.queue.popleft()
            child.ask(claim, claim in self.again)
        else:
            child.claim = ""
            os.close(child.give)
            child.give = os.open(os.devnull, os.O_WRONLY)

    def _end(self) -> None:
        if not self.queue and not any(it.claim for it in self.children):
            self._tell(done=True)

    def _tell(self, **said: object) -> None:
        print(json.dumps({"batch": self.number, **said}), flush=True)

    def hear(self, child: Child) -> None:
        """Take what a child says; one that says no more has ended, well or not."""
        said = os.read(child.get, 1 << 16)
        if not said:
            self._ended(child, child.stop())
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
            if (answer.pop("pid"), by := answer.pop("claim")) != (child.pid, child.claim):
                self._impostor(child, by)
                return
            self.measured.update(answer.pop("measured"))
            if child.rehearses:
                self._measure_next(child)
                continue
            self._tell(claim=child.claim, **answer)
            self._next(child)
            self._end()

    def _ended(self, child: Child, log: str) -> None:
        """A child that has ended before its answer is told of, and replaced if more is to do."""
        self.children.remove(child)
        if not child.claim or child.rehearses:
            return
        code = os.waitstatus_to_exitcode(child.status)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        said = (log.strip().splitlines() or [""])[-1] if code == 3 else ""
        self._tell(claim=child.claim, ended=f"its process ended with {said or how}", log=log)
        self._replace()

    def _impostor(self, child: Child, claim: str) -> None:
        """What a claim has started answers too: tell of that, and ask anew what it was asked."""
        if child.claim not in ("", claim) and not child.rehearses:
            self.queue.appendleft(child.claim)
            child.claim = claim
        self._stop(child, "it forked a process that answered as well, so both were stopped")

    def _stop(self, child: Child, why: str) -> None:
        """Stop a child whose answer can't be waited for, tell of it, and go on with another."""
        log = child.where()
        self.children.remove(child)
        if not child.claim or child.rehearses:
            return
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
    return said if isinstance(said, dict) and said.keys() & {"imported", "pid"} else {}
