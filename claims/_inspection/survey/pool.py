"""Many targets at a time, so many and no more, each on its own."""

import time
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any

from claims._checkpoints.hub.answer import TOO_MANY
from claims._checkpoints.hub.failure import HubError, WrongEnvironment
from claims._checkpoints.hub.took import Counter
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._inspection.survey.lines import untested
from claims._inspection.survey.surveying import surveyed

AT_ONCE = 8
# Those that wait for a place, so that none is ever free.
WAITING = 8
TRIES = 3
# Longer than this no server is waited for; a later run may find it in a better mood.
LONGEST_PAUSE = 900.0
# Where a server that has had too many requests doesn't say when to come back.
UNSTATED = 60.0
Line = dict[str, Any]


class Stopped(Exception):
    """The survey was stopped while a target waited."""


class Pause:
    """A wait that a server asks of one request, and that all keep: they share its limit."""

    def __init__(self) -> None:
        self._until = 0.0
        self._stopped = Event()

    def ask(self, seconds: float) -> None:
        """Let nobody go on for so long."""
        self._until = max(self._until, time.monotonic() + seconds)

    def keep(self) -> None:
        """Wait until nothing asks for more; raises Stopped if all is to end meanwhile."""
        while (left := self._until - time.monotonic()) > 0:
            self._stopped.wait(left)
            self._go_on()
        self._go_on()

    def stop(self) -> None:
        """Let everyone who waits end."""
        self._stopped.set()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Stopped


def survey(targets: Iterable[str]) -> Generator[Line, None, None]:
    """The line of every target, in the order in which they are done.

    To be closed where it isn't read to its end: what is under way is then waited for.
    """
    pause, pending = Pause(), set[Future[Line]]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for target in targets:
                pending.add(pool.submit(line_of, target, pause))
                if len(pending) >= AT_ONCE + WAITING:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (it.result() for it in done)
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (it.result() for it in done)
        finally:
            pause.stop()
            pool.shutdown(wait=False, cancel_futures=True)


def line_of(target: str, pause: Pause) -> Line:
    """What the files of a target decide, or why nothing was read.

    Raises WrongEnvironment, since what keeps one from being read keeps all.
    """
    counter = Counter()
    for left in reversed(range(TRIES)):
        pause.keep()
        try:
            return surveyed(target, counter)
        except HubError as problem:
            asked = UNSTATED if problem.wait is None else problem.wait
            if problem.status != TOO_MANY or asked > LONGEST_PAUSE or not left:
                return untested(target, str(problem), counter.took)
            pause.ask(asked)
        except WrongEnvironment:
            raise
        except (Refused, NoOutcome, OSError) as problem:
            return untested(target, str(problem), counter.took)
        # One target that something breaks on must not end the survey of all others. Its text is
        # left out: nobody knows what it quotes.
        except Exception as problem:
            return untested(target, f"can't be read here: {type(problem).__name__}", counter.took)
    raise AssertionError
