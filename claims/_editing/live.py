"""The served site between two builds: each page is drawn when it is asked for."""

import logging
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console

from claims._core.discovery import PACKAGE, claim_ids
from claims._editing.concerned import Concerned
from claims._editing.forgetting import forget
from claims._editing.line import line
from claims._editing.loop import Answer, Loop, Told
from claims._editing.stream import Stream
from claims._pages.asked import asked_by
from claims._pages.page import notebooks

log = logging.getLogger(__name__)
# An editor may write beside a file, or take it away, while it saves.
WHILE = 0.3


class Pages(Protocol):
    """The pages as whatever serves them has them."""

    def address(self, path: Path) -> str | None:
        """Where a file of `docs/` is served as a page; None for one that isn't known."""

    def outdated(self, path: Path) -> bool:
        """Whether a file is no page to be read, and what is served of it isn't what there is."""

    def read(self, path: Path, without: Sequence[str]) -> bool:
        """Read a file of `docs/` anew, and execute it.

        If there are claims that it would have to do without, it shows the outputs that it has
        stored. Hands back whether all went well.
        """

    def draw(self, address: str) -> None:
        """Write the page or the results at an address out anew, from the present results."""

    def showing(self, data: Sequence[Path]) -> Mapping[str, Path | None]:
        """Where files that the package reads are shown, each with the file of `docs/`, if any."""

    def attested(self) -> Sequence[str]:
        """Read anew what others ran; hands back where that is shown, if it is otherwise by now."""

    def build(self) -> None:
        """Have everything built anew, since pages, or what they show, have come or gone."""

    def take(self, answer: Answer) -> bool:
        """Take a claim's present answer; hands back whether there is another thing to show."""


class Live:
    """What is told to open pages and on the terminal while files are saved."""

    def __init__(self, pages: Pages) -> None:
        """Nothing is watched yet."""
        self.pages = pages
        self.loop = Loop(Told(self.saved, self.answered, self.done))
        self.stream = Stream(self.state)
        self.epoch = 0  # which build is served
        self._drawing, self._taking = threading.RLock(), threading.Lock()
        self._running, self._reading = threading.Lock(), threading.Lock()
        self.results = 0  # counts what came out otherwise than before
        self._version, self._drawn = 0, dict[str, int]()
        self._said: dict[str, Answer] = {}
        self._waiting, self._executing = dict[Path, str](), dict[Path, str]()
        self._failed: dict[Path, str] = {}
        self._mended = set[str]()  # a page that was executed meanwhile has put out an error
        self._meanwhile: dict[Path, str] = {}  # read while other pages are built
        self._console = Console(stderr=True, highlight=False)

    @property
    def problems(self) -> Mapping[str, Sequence[str]]:
        """What is wrong with each claim, as far as is known."""
        return {it.claim: it.problems for it in list(self._said.values()) if it.problems}

    def state(self) -> dict[str, Any]:
        """What somebody who comes has to know."""
        pages = [*self._waiting.values(), *self._executing.values()]
        checking = list(self.loop.checking)
        return {"state": True, "built": self.epoch, "checking": checking, "pages": pages}

    def saved(self, found: Concerned) -> None:
        """Mark what is concerned, and read saved pages anew."""
        known = {it: at for it in found.pages if it.exists() and (at := self.pages.address(it))}
        showing = self._showing(found.data)
        if found.claims or known or showing:
            self.stream.send(checking=found.claims, pages=[*known.values(), *showing])
        for address, path in showing.items():
            if path:
                known[path] = address
            else:
                self.stream.send(drawn=address)
        self._attested()
        if beside := [*found.pages, *found.rest]:
            new = [it for it in found.pages if it not in known]
            later = threading.Timer(WHILE, self._build, [beside, new])
            later.daemon = True
            later.start()
        self._execute_all(known)

    def _build(self, paths: Sequence[Path], new: Sequence[Path]) -> None:
        """Have everything built anew for files that have come, gone, or aren't read as pages.

        A page that was new when it was saved may have been read just before, by a build.
        """
        with self._running:  # what is being built may have been without them
            outdated = any(map(self.pages.outdated, paths))
            known = {it: at for it in new if (at := self.pages.address(it))}
        if outdated:
            self.pages.build()
        self._execute_all(known)

    def _showing(self, data: Sequence[Path]) -> Mapping[str, Path | None]:
        """Forget what was read of saved data; hands back where it is shown."""
        if not data:
            return {}
        forget()
        self._version += 1
        return self.pages.showing(data)

    def _attested(self) -> None:
        """Hold what others ran against what is there now, and have that shown."""
        with self._taking:
            addresses = self.pages.attested()
        self._version += bool(addresses)
        for address in addresses:
            if address not in self.state()["pages"]:  # its mark goes when it has been read
                self.stream.send(drawn=address)

    def _execute_all(self, known: Mapping[Path, str]) -> None:
        for path, address in known.items():
            if path in self._waiting:
                continue  # it will be read as it is by then
            self._waiting[path] = address
            threading.Thread(target=self._execute, args=(path, address), daemon=True).start()

    def _execute(self, path: Path, address: str) -> None:
        """Execute a saved page, and tell those who have it open.

        Its cells would run what isn't known yet, and wait for a check that never ends; prose runs
        nothing, and waits for nobody.
        """
        notebook = path.suffix == ".ipynb"
        without = self._answered(path) if notebook else ()
        with self._running if notebook else self._reading:
            if path not in self._waiting:
                return  # two that came at once have asked for it
            self._executing[path] = address
            del self._waiting[path]
            self._failed.pop(path, None)
            if not self._read(path, without):
                self._failed[path] = address
            del self._executing[path]
            if not notebook:
                self._meanwhile[path] = address
        self._version += 1
        if path not in self._waiting:
            self.stream.send(drawn=address)

    def without(self, path: Path, address: str) -> Sequence[str]:
        """What a notebook has to do without as it is built; it is executed once that is mended."""
        if without := self._answered(path):
            self._failed[path] = address
        return without

    def _answered(self, path: Path) -> Sequence[str]:
        """The claims that a notebook has to do without, once all that it asks are answered."""
        try:
            known = claim_ids(PACKAGE)
        except OSError:  # a section went while it was looked at; nobody knows of the rest, either
            known = list(self.loop.answers)
        return self.loop.settled(asked_by(path, known))

    def _read(self, path: Path, without: Sequence[str]) -> bool:
        """Read a page; whatever breaks that has gone wrong, and keeps nobody waiting."""
        try:
            return self.pages.read(path, without)
        except Exception:
            log.exception("%s couldn't be read", path)
            return False

    def answered(self, answer: Answer) -> None:
        """Take a claim's present answer, and tell everyone."""
        with self._taking:
            before, self._said[answer.claim] = self._said.get(answer.claim), answer
            other = self.pages.take(answer)
        if before and not before.entry and answer.entry:
            self._mended.add(answer.claim)
        other |= answer.problems != (before.problems if before else ())
        changed = line(answer, before)
        if changed and (before or answer.problems):
            self._console.print(changed, soft_wrap=True)
        self.results += other
        self._version += 1
        self.stream.send(answered=answer.claim, same=not other)

    def done(self) -> None:
        """Tell everyone that nothing is being checked, and try again what failed meanwhile."""
        self.stream.send(done=True)
        mended, self._mended = self._mended, set()
        self._execute_all({**self._failed, **self._asking(mended)})

    def _asking(self, claims: Collection[str]) -> Mapping[Path, str]:
        """The notebooks that ask for some claims, each with where it is served."""
        pages = notebooks() if claims else ()
        asking = [it for it in pages if any(asked_by(it, claims))]
        return {it: at for it in asking if (at := self.pages.address(it))}

    def draw(self, address: str) -> None:
        """Bring a page up to date before it is sent."""
        with self._drawing:
            version = self._version
            if self._drawn.get(address, 0) < version:
                self.pages.draw(address)
                self._drawn[address] = version

    @contextmanager
    def without_running(self) -> Iterator[None]:
        """While this lasts, no notebook is executed; prose is read into what is served."""
        with self._running:
            yield

    @contextmanager
    def without_reading(self) -> Iterator[None]:
        """While this lasts, no prose is read; what is read from then on is kept in mind."""
        with self._reading:
            yield
            self._meanwhile.clear()

    @contextmanager
    def redrawn(self, epoch: int) -> Iterator[None]:
        """While this lasts, other pages take the place of all, which know what was known before."""
        with self._reading, self._drawing, self._taking:
            yield
            self.epoch = epoch
            for it in self._said.values():
                self.pages.take(it)
            self.pages.attested()  # a build has read it when it began
            self._drawn.clear()
            self._version += 1
            meanwhile = dict(self._meanwhile)
        self._execute_all(meanwhile)
