"""The loop: a save marks what it concerns, and each answer is told as soon as it is there."""

import logging
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE, claim_ids
from claims._editing.concerned import Concerned, concerned, gone, outside
from claims._editing.saves import Saves, Seen
from claims._editing.worker import LIMIT, Said, Worker
from claims._pages.page import DOCS

log = logging.getLogger(__name__)
LOST = "a process ended with %s after it had checked %s; it was at %s, which doesn't end another"
FRAME = re.compile(r'^  File "(.+)", line (\d+) in ', re.M)


@dataclass(frozen=True)
class Answer:
    """What is known of a claim: its entry and where it differs, or why there is none.

    One that `ended` took its process with it, or had to be stopped.
    """

    claim: str
    entry: dict[str, Any] | None = None
    problems: tuple[str, ...] = ()
    ended: bool = False

    @property
    def gone(self) -> bool:
        """Whether the claim is no longer there."""
        return self.entry is None and not self.problems


@dataclass
class Told:
    """Whoever wants to know: each is called on a thread of the loop's."""

    saved: Callable[[Concerned], None] = lambda concerned: None
    answered: Callable[[Answer], None] = lambda answer: None
    done: Callable[[], None] = lambda: None


@dataclass
class Loop:
    """What is being checked, what was answered, and who is told."""

    told: Told
    limit: float = LIMIT
    checking: dict[str, None] = field(default_factory=dict)  # in the order in which they are asked
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Warm up; nothing is asked yet."""
        self._lock = threading.RLock()
        self._settled = threading.Condition(self._lock)
        self._again: set[str] = set()
        self._deaths = 0
        self._worker = Worker(self._hear, self.limit)
        self._saves = Saves([PACKAGE, DOCS], self.saved)

    def start(self, before: Seen | None = None) -> None:
        """Answer all claims, and watch from now on, or from when files were as `before`."""
        self._saves.start(before)
        self._ask(Concerned(claim_ids(PACKAGE)))

    def stop(self) -> None:
        """Watch no more, and end what was started."""
        self._saves.stop()
        self._worker.stop()

    def settled(self, claims: Collection[str]) -> list[str]:
        """Wait until none of some claims is being checked; hands back those that can't be run."""
        with self._settled:
            self._settled.wait_for(lambda: self.checking.keys().isdisjoint(claims))
            return [it for it in claims if it in self.answers and self.answers[it].ended]

    def saved(self, paths: set[Path]) -> None:
        """Mark what saved files concern, and have it checked."""
        with self._lock:
            # What is being run may reach files that it didn't reach before.
            refused = {it for it, answer in self.answers.items() if answer.entry is None}
            found = concerned(paths, refused | self.checking.keys())
            missing = gone(paths, [*self.answers, *self.checking])
            for claim_id in missing:
                self.checking.pop(claim_id, None)
                self._answer(Answer(claim_id))
            self._tell(self.told.saved, found)
            if found.claims or missing:
                self._ask(found, [it for it in paths if it.is_relative_to(PACKAGE)])

    def _ask(self, found: Concerned, changed: Collection[Path] = ()) -> None:
        """Have claims checked first, and then what was asked before and isn't answered yet."""
        with self._lock:
            self.checking = dict.fromkeys([*found.claims, *self.checking])
            self._again.update(found.again)
            edited = set(found.claims).difference(found.unsure) if changed else ()
            self._worker.submit(self.checking, self._again, changed, edited)

    def _hear(self, said: Said) -> None:
        """Take an answer, unless a later save has made it old."""
        with self._lock:
            if said["batch"] != self._worker.number:
                return
            if said.get("done"):
                self._tell(self.told.done)
            elif said.get("dead"):
                self._dead()
            else:
                self._deaths = 0
                if lost := said.get("lost"):
                    log.warning(LOST, lost["how"], ", ".join(lost["after"]), said["claim"])
                self.checking.pop(said["claim"], None)
                self._saves.also(outside(said["claim"]))
                self._answer(answer(said))

    def _dead(self) -> None:
        """Try once more, with another process; if that ends too, nothing can be checked."""
        self._deaths += 1
        if self._deaths == 1:
            self._ask(Concerned())
            return
        for claim_id in list(self.checking):
            del self.checking[claim_id]
            told = f"claims/{claim_id}.py: the process that checks ended before it could"
            self._answer(Answer(claim_id, None, (told,), ended=True))
        self._tell(self.told.done)

    def _answer(self, found: Answer) -> None:
        self.answers[found.claim] = found
        self._again.discard(found.claim)
        if found.gone:
            del self.answers[found.claim]
        self._tell(self.told.answered, found)
        self._settled.notify_all()

    def _tell(self, tell: Callable[..., None], *what: object) -> None:
        """Tell whoever wants to know; if they can't take it, all else is checked just the same."""
        try:
            tell(*what)
        except Exception:
            log.exception("what is checked couldn't be told")


def answer(said: Said) -> Answer:
    """Read what the worker said of a claim."""
    if "entry" in said:
        return Answer(said["claim"], said["entry"], tuple(said["problems"]))
    if "refused" in said:
        # Every problem names a file as this one does that an ended process has no other name for.
        return Answer(said["claim"], None, (said["refused"].replace(f"{PACKAGE.parent}/", ""),))
    path = f"claims/{said['claim']}.py"
    # Innermost first; the claim's own line says most.
    frames = [(Path(name), line) for name, line in FRAME.findall(said["log"])]
    own = [line for name, line in frames if name == PACKAGE.parent / path]
    told = f"{path}:{own[0]}: {said['ended']}" if own else f"somewhere in {path}: {said['ended']}"
    return Answer(said["claim"], None, (told,), ended=True)
