"""Measuring ahead on two processes what a run is about to ask, where that is safe and worth it."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.reach import look_ahead
from claims._core.run import Run
from claims._core.touched import all_read, take_over
from claims._core.unit import Unit
from claims._core.words import Evidence

# Below this it is over before a second process has begun.
WORTH_IT = 10
# A check takes a second at most, and the libraries' import a few.
SILENCE = 30.0
Task = tuple[Claim, Unit | Control]


def measure_ahead(run: Run, claims: Sequence[Claim]) -> None:
    """Measure the units and controls of claims on both halves of a machine, and keep the results.

    Two other processes import what behaviour needs and measure it; this one does the rest in the
    meantime, and needs none of those libraries. Whatever goes wrong, or never ends, is left for the
    run itself to meet, and to tell. A process is forked, which is safe on Linux alone, and there
    from one thread.
    """
    wanted = [it for it in claims if Evidence.BEHAVIOUR in run.levels & _kinds(it)]
    # A fork takes one thread along, and what others hold at that moment stays held.
    safe = sys.platform == "linux" and threading.active_count() == 1
    if not safe or (os.cpu_count() or 1) < 2 or len(wanted) < WORTH_IT:
        return
    # What is brought here needn't be brought by each process, and counts once.
    run.bring(claims)
    fork = multiprocessing.get_context("fork")
    pipes = [fork.Pipe(duplex=False) for _ in range(2)]
    first = fork.Process(target=_on_two, args=(run, wanted, pipes))
    first.start()
    for _, sending in pipes:
        sending.close()
    _work(run, [task for claim in claims if claim not in wanted for task in _tasks(run, claim)])
    # Time is left until the others are done, and the keys of all results will ask for this.
    look_ahead()
    _receive(run, {receiving: first.pid or 0 for receiving, _ in pipes})
    first.join()


def _receive(run: Run, processes: dict[Any, int]) -> None:
    """Take over what other processes found; whoever says nothing any more is ended."""
    while ready := wait(processes, SILENCE) if processes else []:
        for receiving in ready:
            said = _said(receiving)
            if isinstance(said, int):
                processes[receiving] = said
                continue
            del processes[receiving]
            units, controls, read = said
            run.units.update(units)
            run.controls.update(controls)
            take_over(read)
    for pid in processes.values():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _said(receiving: Any) -> Any:
    """Which process goes on, or what it found: nothing, if it ended without a word."""
    try:
        return receiving.recv()
    except EOFError:
        return {}, {}, {}


def _on_two(run: Run, claims: Sequence[Claim], pipes: Sequence[tuple[Any, Any]]) -> None:
    """Import once, part in two processes, and let each take the next group until none is left."""
    # As long as a process holds the end that is read, it waits for itself to read what it writes.
    for receiving, _ in pipes:
        receiving.close()
    sending = [it for _, it in pipes]
    for subject in {check.subject for claim in claims for check in claim.checks}:
        getattr(subject, "prepare", lambda: None)()
    # Models refer to themselves, but are kept to the end anyway, and the end is near: to look for
    # garbage takes a sixth of the time and frees 1 % of the memory.
    gc.disable()
    fork = multiprocessing.get_context("fork")
    groups, turn = list(_groups(run, claims).values()), fork.Value("i", 0)
    second = fork.Process(target=_send, args=(run, groups, turn, sending[1]))
    second.start()
    sending[1].close()
    _send(run, groups, turn, sending[0])
    second.join()


def _kinds(claim: Claim) -> set[Evidence]:
    return {check.evidence for check in claim.checks}


def _tasks(run: Run, claim: Claim) -> list[Task]:
    """A claim on each unit, and each of its controls."""
    on: list[Unit | Control] = [*run.units_of(claim), *run.controls_of(claim)]
    return [(claim, it) for it in on]


def _groups(run: Run, claims: Sequence[Claim]) -> dict[str, list[Task]]:
    """Put together what is likely to share a model, so that few are made by both processes."""
    groups: dict[str, list[Task]] = {}
    for claim in claims:
        for task in _tasks(run, claim):
            groups.setdefault(_kin(task[1]), []).append(task)
    return dict(sorted(groups.items(), key=lambda it: -len(it[1])))


def _kin(on: Unit | Control) -> str:
    """What checkpoints of one generation have in common: their names but for the size."""
    name = on.on.name if isinstance(on, Control) else on.name
    return name.rpartition("-")[0] or name


def _taken(groups: Sequence[list[Task]], turn: Any) -> Iterator[Task]:
    """The tasks of whichever group is next, until none is left."""
    while True:
        with turn.get_lock():
            number = turn.value
            turn.value += 1
        if number >= len(groups):
            return
        yield from groups[number]


def _work(run: Run, tasks: Iterable[Task]) -> None:
    for claim, task in tasks:
        try:
            run.control(claim, task) if isinstance(task, Control) else run.unit(claim, task)
        except Exception:
            continue


def _send(run: Run, groups: Sequence[list[Task]], turn: Any, sending: Any) -> None:
    """Do what is next until nothing is left, or until whoever waits for it has ended."""
    with suppress(BrokenPipeError):
        for task in _taken(groups, turn):
            sending.send(os.getpid())  # whoever waits knows by that which process is at a check
            _work(run, [task])
        sending.send((run.units, run.controls, all_read()))
    sending.close()
