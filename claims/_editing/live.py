"""The served site between two builds: each page is drawn when it is asked for."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console

from claims._editing.concerned import Concerned
from claims._editing.line import line
from claims._editing.loop import Answer, Loop, Told
from claims._editing.stream import Stream


class Pages(Protocol):
    """The pages as whatever serves them has them."""

    def address(self, path: Path) -> str | None:
        """Where a file of `docs/` is served as a page; None for one that isn't known."""

    def read(self, path: Path) -> None:
        """Read a file of `docs/` anew, and execute it."""

    def draw(self, address: str) -> None:
        """Write the page at an address out anew, from the present results."""

    def build(self) -> None:
        """Have everything built anew, since pages, or what they show, have come or gone."""

    def take(self, answer: Answer) -> None:
        """Take a claim's present answer."""


class Live:
    """What is told to open pages and on the terminal while files are saved."""

    def __init__(self, pages: Pages) -> None:
        """Nothing is watched yet."""
        self.pages = pages
        self.loop = Loop(Told(self.saved, self.answered, self.done))
        self.stream = Stream(self.state)
        self._drawing, self._reading = threading.RLock(), threading.Lock()
        self._version, self._drawn = 0, dict[str, int]()
        self._said: dict[str, Answer] = {}
        self._read: dict[str, None] = {}
        self._console = Console(stderr=True, highlight=False)

    @property
    def problems(self) -> Mapping[str, Sequence[str]]:
        """What is wrong with each claim, as far as is known."""
        return {it.claim: it.problems for it in list(self._said.values()) if it.problems}

    def state(self) -> dict[str, Any]:
        """What somebody who comes has to know."""
        return {"state": True, "checking": list(self.loop.checking), "pages": list(self._read)}

    def saved(self, found: Concerned) -> None:
        """Mark what is concerned, and read saved pages anew."""
        known = {it: at for it in found.pages if it.exists() and (at := self.pages.address(it))}
        if found.claims or known:
            self.stream.send(checking=found.claims, pages=list(known.values()))
        if found.rest or len(known) < len(found.pages):
            self.pages.build()
        for path, address in known.items():
            self._read[address] = None
            threading.Thread(target=self._execute, args=(path, address), daemon=True).start()

    def _execute(self, path: Path, address: str) -> None:
        """Execute a saved page, and tell those who have it open."""
        with self._reading:
            self.pages.read(path)
        self._read.pop(address, None)
        self._version += 1
        self.stream.send(drawn=address)

    def answered(self, answer: Answer) -> None:
        """Take a claim's present answer, and tell everyone."""
        before, self._said[answer.claim] = self._said.get(answer.claim), answer
        changed = line(answer, before)
        if changed and (before or answer.problems):
            self._console.print(changed, soft_wrap=True)
        self.pages.take(answer)
        self._version += 1
        self.stream.send(answered=answer.claim)

    def done(self) -> None:
        """Tell everyone that nothing is being checked."""
        self.stream.send(done=True)

    def draw(self, address: str) -> None:
        """Bring a page up to date before it is sent."""
        with self._drawing:
            version = self._version
            if self._drawn.get(address, 0) < version:
                self.pages.draw(address)
                self._drawn[address] = version

    def built(self) -> None:
        """Everything was just drawn, from what was known before."""
        self._drawn.clear()
        self._version += 1
