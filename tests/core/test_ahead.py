"""Measuring on two processes gives what measuring on one does, and never more than that."""

import multiprocessing
import subprocess
import sys
import threading
import time

import pytest

from claims._checkpoints.selection import Selection, recorded
from claims._core import ahead
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
