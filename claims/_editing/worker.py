"""The warm process as others see it: batches go in, answers come back on a thread."""

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
Said = dict[str, Any]
# Beside itself, the warm process finds its own files without importing the project.
BESIDE = Path(__file__).parent
# A check takes a second at most; whoever edits shouldn't wait long to read that one hangs.
LIMIT = 10.0
# How long it takes to import at most, on a machine that has other things to do.
IMPORTS = 120.0
# How long the process may take to stop those that it has started.
PATIENCE = 1.0


class Worker:
    """Answers the claims of the last batch; `hear` gets each answer, with the batch's number.

    If the process ends by itself, or has to be ended, that is heard too, and the next batch starts
    another.
    """

    def __init__(self, hear: Callable[[Said], None], limit: float = LIMIT) -> None:
        self.hear, self.limit, self.number = hear, limit, 0
        self._done, self._heard, self._end = 0, 0.0, threading.Event()
        self._process = self._start()
        threading.Thread(target=self._supervise, daemon=True).start()

    def submit(
        self,
        claims: Iterable[str],
        again: Iterable[str],
        changed: Iterable[Path],
        edited: Iterable[str],
    ) -> int:
        """Begin a batch in place of the one before; hands back its number."""
        if self._done == self.number:
            self._heard = max(self._heard, time.monotonic())  # nobody had to say anything
        self.number += 1
        batch = {"batch": self.number, "claims": list(claims), "again": list(again)}
        batch |= {"changed": [str(it) for it in changed], "edited": list(edited)}
        try:
            self._send(batch)
        except BrokenPipeError:
            self._process = self._start()  # somebody has killed it
            self._send(batch)
        return self.number

    def stop(self) -> None:
        """End the process and whatever it has started."""
        assert self._process.stdin
        self._end.set()
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()  # it still imports, and has no children yet
            self._process.wait()

    def _send(self, batch: Said) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(batch).encode() + b"\n")
        self._process.stdin.flush()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = (sys.executable, "-m", "warm", str(self.limit))
        process = subprocess.Popen(
            command,
            cwd=BESIDE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._heard = time.monotonic() + IMPORTS
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return process

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout
        for line in process.stdout:
            try:
                self._hear(json.loads(line))
            except Exception:  # the next answer is still to be heard
                log.exception("an answer couldn't be taken")
        process.wait()
        if process is self._process and not self._end.is_set():
            self.hear({"batch": self.number, "dead": True})

    def _hear(self, said: Said) -> None:
        self._heard = time.monotonic()
        if said.get("done"):
            self._done = max(self._done, said["batch"])
        if not said.get("alive"):
            self.hear(said)

    def _supervise(self) -> None:
        """End a process that says nothing though it is asked: it would keep everyone waiting."""
        while not self._end.wait(1):
            silent = time.monotonic() - self._heard
            if self._done < self.number and silent > self.limit:
                self._process.kill()
