"""The warm process: holds torch and transformers alone, and forks for each batch of claims.

It is started by its path and imports nothing of the project; its children import all of it anew.
A line that comes in is a batch, which takes the place of the one before:

    {"batch": 1, "claims": ["section/name"], "again": ["section/name"], "changed": ["/a/file.py"]}

Each line that goes out has the number of the batch: a claim with its `entry` and `problems`, with
why it was `refused`, or with how the process `ended` that ran it; and at last `done`.
"""

import faulthandler
import gc
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import deque
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = min(2, os.cpu_count() or 1)
# A file's clock is coarser than a process's: what is imported must be older than the process.
YOUNG = 0.02
# As many measurements as ten edits of what all of them reach make; each takes some 250 bytes.
MOST = 5_000
# What nobody waits for leaves the machine to whoever does.
LEISURELY = 10
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
        self.claim, self.since, self.said = "", 0.0, b""
        self.rehearses = False

    def ask(self, claim: str, again: bool) -> None:
        """Hand it a claim."""
        self.claim, self.since = claim, time.monotonic()
        with suppress(BrokenPipeError):  # that it has ended is heard in its turn
            os.write(self.give, json.dumps([claim, again]).encode() + b"\n")

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


def answering(take: int, put: int, log: IO[bytes], measured: dict[str, str]) -> None:
    """What a child does, all its life."""
    try:
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        faulthandler.enable()
        faulthandler.register(signal.SIGUSR1, all_threads=False)
        gc.disable()
        os.register_at_fork(after_in_child=lambda: silence(take, put))
        time.sleep(YOUNG)
        before = set(sys.modules)
        batch = importlib.import_module("claims._editing.batch")
        batch.remembered.begin(measured)
        # Whoever hears their end takes the child for dead, which first has to say of what.
        asked, told = os.fdopen(take, "rb"), os.fdopen(put, "w")
        for line in asked:
            told.write(json.dumps(batch.answer(*json.loads(line))) + "\n")
            told.flush()
        later = [it for it in sys.modules if it not in before and not it.startswith("claims")]
        told.write(json.dumps({"imported": later}) + "\n")
        told.flush()
        os._exit(0)
    except BaseException as error:
        for it in reversed(traceback.extract_tb(error.__traceback__)):
            print(f'  File "{it.filename}", line {it.lineno} in {it.name}', file=sys.stderr)
        print(f"{type(error).__name__}: {error}".removesuffix(": "), file=sys.stderr)
        sys.stderr.flush()
        os._exit(3)


def understood(line: bytes) -> dict[str, Any]:
    """What a line says; nothing where a check has written among the answers."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.keys() & {"imported", "pid"} else {}


def silence(take: int, put: int) -> None:
    """Let a process that a check has forked neither take questions nor answer them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for end in (take, put):
        os.dup2(nothing, end)
    os.close(nothing)


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


def main(limit: float) -> None:
    """Import once, then serve batches until nobody sends any more."""
    importlib.import_module("torch").set_num_threads(1)
    for name in ("gpt2", "llama"):
        importlib.import_module(f"transformers.models.{name}.modeling_{name}")
    with tempfile.TemporaryDirectory(prefix="claims-", ignore_cleanup_errors=True) as folder:
        sys.path[0], sys.pycache_prefix = str(ROOT), folder
        sys.dont_write_bytecode = False
        os.chdir(ROOT)
        gc.freeze()
        serve(Warm(limit))


def serve(warm: Warm) -> None:
    """Hear who asks and who answers, and see to it that nobody takes forever."""
    unread = b""
    while True:
        hearing = [0, *(it.get for it in warm.children)]
        ready, _, _ = select.select(hearing, [], [], 0.2 if warm.children else 5)
        for child in [it for it in warm.children if it.get in ready]:
            warm.hear(child)
        if 0 in ready:
            came = os.read(0, 1 << 16)
            if not came:
                break
            *lines, unread = (unread + came).split(b"\n")
            batches = [json.loads(it) for it in lines]
            if batches:  # only the last is still wanted, but everything has changed
                changed = [name for it in batches for name in it["changed"]]
                warm.begin({**batches[-1], "changed": changed})
        warm.stop_the_endless()
        if not warm.children:
            warm.learn()
            warm.rehearse()
    for child in warm.children:
        child.stop()


if __name__ == "__main__":
    main(float(sys.argv[1]))
