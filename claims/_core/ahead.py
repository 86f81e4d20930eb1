"""Measuring ahead on two processes what a run is about to ask, where that is safe and worth it."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.words import Evidence

# Below this it is over before a second process has begun.
WORTH_IT = 10
Task = tuple[Claim, Unit | Control]


def measure_ahead(run: Run, claims: Sequence[Claim]) -> None:
    """Measure the units and controls of claims on both halves of a machine, and keep the results.

    Whatever goes wrong is left for the run itself to meet, and to tell. A process is forked after
    the libraries were imported, which is safe on Linux alone, and there from one thread.
    """
    wanted = [it for it in claims if Evidence.BEHAVIOUR in run.levels & _kinds(it)]
    # A fork takes one thread along, and what others hold at that moment stays held.
    safe = sys.platform == "linux" and threading.active_count() == 1
    if not safe or (os.cpu_count() or 1) < 2 or len(wanted) < WORTH_IT:
        return
    for subject in {check.subject for claim in wanted for check in claim.checks}:
        getattr(subject, "prepare", lambda: None)()
    groups = list(_groups(run, wanted).values())
    # What was imported stays: neither process need look through it for garbage, again and again.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    turn = context.Value("i", 0)
    results, sending = context.Pipe(duplex=False)
    other = context.Process(target=_send, args=(run, groups, turn, sending), daemon=True)
    other.start()
    sending.close()
    _work(run, groups, turn)
    try:
        units, controls = results.recv()
    except EOFError:
        return
    finally:
        other.join()
    run.units.update(units)
    run.controls.update(controls)


def _kinds(claim: Claim) -> set[Evidence]:
    return {check.evidence for check in claim.checks}


def _groups(run: Run, claims: Sequence[Claim]) -> dict[str, list[Task]]:
    """Put together what is likely to share a model, so that few are made by both processes."""
    groups: dict[str, list[Task]] = {}
    for claim in claims:
        for unit in run.units_of(claim):
            groups.setdefault(_kin(unit), []).append((claim, unit))
        for control in run.controls_of(claim):
            groups.setdefault(_kin(control.on), []).append((claim, control))
    return dict(sorted(groups.items(), key=lambda it: -len(it[1])))


def _kin(unit: Unit) -> str:
    """What checkpoints of one generation have in common: their names but for the size."""
    return unit.name.rpartition("-")[0] or unit.name


def _taken(groups: Sequence[list[Task]], turn: Any) -> Iterator[Task]:
    """The tasks of whichever group is next, until none is left."""
    while True:
        with turn.get_lock():
            number = turn.value
            turn.value += 1
        if number >= len(groups):
            return
        yield from groups[number]


def _work(run: Run, groups: Sequence[list[Task]], turn: Any) -> None:
    for claim, task in _taken(groups, turn):
        try:
            run.control(claim, task) if isinstance(task, Control) else run.unit(claim, task)
        except Exception:
            continue


def _send(run: Run, groups: Sequence[list[Task]], turn: Any, sending: Any) -> None:
    _work(run, groups, turn)
    sending.send((run.units, run.controls))
    sending.close()
