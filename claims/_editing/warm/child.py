"""A forked process that answers, as the process that asks has it."""

import json
import os
import signal
import tempfile
import time
from contextlib import suppress
from typing import IO

from .answering import answering

# How long a process may take to say where it is before it is stopped.
WORD = 0.3


class Child:
    """A forked process that answers one claim after the other."""

    def __init__(self, others: "list[Child]", measured: dict[str, str]) -> None:
        """Fork; the child never comes back, and keeps nothing of the others open."""
        self.from_the_end: bool = any(not it.from_the_end for it in others)
        take, self.give = os.pipe()
        self.get, put = os.pipe()
        self.log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the child
        self.pid = os.fork()
        if not self.pid:
            for it in (self, *others):
                os.close(it.give)
                os.close(it.get)
            answering(take, put, self.log, measured)
        os.close(take)
        os.close(put)
        self.claim, self.again, self.since, self.said = "", False, 0.0, b""
        self.rehearses = False
        self.ran = list[str]()  # what it had to run for its answers

    def ask(self, claim: str, again: bool, spent: float = 0) -> None:
        """Hand it a claim, for which others have spent some time already."""
        self.claim, self.again, self.since = claim, again, time.monotonic() - spent
        with suppress(BrokenPipeError):  # that it has ended is heard in its turn
            os.write(self.give, json.dumps([claim, again]).encode() + b"\n")

    def left(self) -> bool:
        """Whether it has ended by itself, which takes a moment after the last that is heard."""
        until = time.monotonic() + WORD
        while time.monotonic() < until:
            if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                return True
            time.sleep(0.001)
        return False

    def stop(self) -> str:
        """Kill it with all that it has started; hands back what it logged."""
        for stop in (os.killpg, os.kill):
            try:
                stop(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, self.status = os.waitpid(self.pid, 0)
        for end in (self.give, self.get):
            os.close(end)
        self.log.seek(0)
        text = self.log.read().decode("utf-8", "replace")
        self.log.close()
        return text

    def where(self) -> str:
        """Ask an endless check for its line, and stop it."""
        os.kill(self.pid, signal.SIGUSR1)
        time.sleep(WORD)
        return self.stop()
