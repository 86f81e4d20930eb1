"""Measuring on two processes gives what measuring on one does, and never more than that."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claims._checkpoints.selection import Selection, recorded
from claims._core import ahead, touched
from claims._core.discovery import load_all
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run
from claims._core.words import Evidence

SECTION = "feed_forward/"


@pytest.fixture
def claims(monkeypatch):
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)
    return [it for it in load_all().values() if it.id.startswith(SECTION)]


def run(levels=EVERYTHING):
    return Run(recorded(), recorded(), levels)


def test_both_halves_together_are_the_whole(claims, monkeypatch):
    # Other tests may have left a thread behind that waits, such as a progress bar's.
    monkeypatch.setattr(ahead.threading, "active_count", lambda: 1)
    together, alone = run(), run()
    ahead.measure_ahead(together, claims)
    for claim in claims:
        if Evidence.BEHAVIOUR not in {check.evidence for check in claim.checks}:
            continue
        for unit in claim.about:
            found = together.units[claim.id, unit.name]
            assert found.as_json() == alone.unit(claim, unit).as_json()
        for control in claim.controls:
            assert together.controls[claim.id, control.name].as_declared


def test_what_modules_have_read_in_the_other_processes_is_told(claims, monkeypatch):
    monkeypatch.setattr(ahead.threading, "active_count", lambda: 1)
    monkeypatch.setattr(touched, "_READ", {})
    one, parent = run(), os.getpid()

    def unit(claim, on):
        if os.getpid() != parent:
            touched.take_over({f"{claim.id}.py": {"zoo.toml"}})

    monkeypatch.setattr(one, "unit", unit)
    ahead.measure_ahead(one, claims)
    behaving = [it for it in claims if Evidence.BEHAVIOUR in {kind.evidence for kind in it.checks}]
    assert touched.all_read() == {f"{it.id}.py": {"zoo.toml"} for it in behaving}


def test_nothing_is_measured_ahead_that_needs_no_torch(claims):
    facts = run(frozenset({Evidence.CONFIG, Evidence.TENSORS}))
    ahead.measure_ahead(facts, claims)
    assert not facts.units


def test_a_process_with_threads_is_never_forked(claims):
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        threaded = run()
        ahead.measure_ahead(threaded, claims)
        assert not threaded.units
    finally:
        done.set()
        other.join()


def test_what_the_units_need_is_brought_before_there_are_processes(claims, monkeypatch):
    monkeypatch.setattr(ahead.threading, "active_count", lambda: 1)
    brought = []
    monkeypatch.setattr(Selection, "bring", lambda _, names: brought.append(names))
    monkeypatch.setattr(ahead, "_on_two", lambda *_: None)
    behaving = [
        it for it in claims if Evidence.BEHAVIOUR in {check.evidence for check in it.checks}
    ]
    ahead.measure_ahead(run(), behaving[:1])
    assert brought == [{name for unit in behaving[0].about for name in unit.behind}]


def test_a_claim_that_cannot_be_measured_is_left_for_the_run_to_tell(claims, monkeypatch):
    def crash(*_):
        raise ValueError("no")

    broken = run()
    monkeypatch.setattr(broken, "unit", crash)
    ahead.measure_ahead(broken, claims)
    assert not broken.units


def test_a_check_that_never_ends_is_left_for_the_run_to_meet(claims, monkeypatch):
    monkeypatch.setattr(ahead.threading, "active_count", lambda: 1)
    monkeypatch.setattr(ahead, "SILENCE", 15)
    endless, others = run(), run()
    behaving = [it for it in claims if Evidence.BEHAVIOUR in {kind.evidence for kind in it.checks}]

    def unit(claim, on):
        while claim is behaving[0]:
            time.sleep(1)
        return others.unit(claim, on)

    monkeypatch.setattr(endless, "unit", unit)
    ahead.measure_ahead(endless, claims)
    assert not any(claim_id == behaving[0].id for claim_id, _ in endless.units)
    assert multiprocessing.active_children() == []


def test_the_process_that_asks_imports_nothing_that_the_others_need(claims):
    code = (
        "import sys; from claims._core import ahead, discovery; "
        "from claims._core.evaluate import EVERYTHING; from claims._core.run import Run; "
        "from claims._checkpoints.selection import recorded; ahead.os.cpu_count = lambda: 2; "
        "run = Run(recorded(), recorded(), EVERYTHING); "
        "ahead.measure_ahead(run, [*discovery.load_all().values()][:30]); "
        "assert run.units; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Measures without end: each check has its answer at once, and there are always more.
ENDLESS = """
from claims._core import ahead, touched
from claims._core.discovery import load_all
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run
from claims._checkpoints.selection import recorded
ahead.os.cpu_count = lambda: 2
ahead._work = lambda run, tasks: run.units.update({len(run.units): "x" * 100_000})
ahead._taken = lambda groups, turn: range(30)
ahead.look_ahead = lambda: print("waits", flush=True) or input()
ahead.measure_ahead(Run(recorded(), recorded(), EVERYTHING), [*load_all().values()])
"""


def test_who_measures_ahead_ends_when_nobody_waits_for_it_any_more():
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", ENDLESS], **ends) as waiting:
        waiting.stdout.readline()
        first = _children(waiting.pid)
        others = _until(lambda: _children(first[0]))
        waiting.send_signal(signal.SIGKILL)
    left = [*first, *others]
    try:
        assert len(left) == 2
        assert _until(lambda: not any(map(_runs, left)))
    finally:
        for pid in filter(_runs, left):
            os.kill(pid, signal.SIGKILL)


def _until(found, seconds=60):
    """What is found in the end, or after so long."""
    until = time.monotonic() + seconds
    while not (it := found()) and time.monotonic() < until:
        time.sleep(0.1)
    return it


def _children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(it) for it in listed.split()]


def _runs(pid):
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
