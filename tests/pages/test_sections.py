"""A new section only adds files, and results of a run that broke never pass for current."""

import sys
import time
from pathlib import Path

import pytest

from claims._core import store
from claims._pages import verification
from claims._pages.page import DOCS
from claims._pages.sections import Section, sections
from tests.views.made_up import entry


def test_a_section_is_a_folder_and_a_page_of_its_name(tmp_path):
    for name, place in (("b", 1), ("a", 2), ("without_page", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(
            f'"""X."""\n\nTITLE = "{name}!"\nPLACE = {place}\n'
        )
    (tmp_path / "_core").mkdir()
    (tmp_path / "_core/__init__.py").write_text("")
    for name in ("a", "b", "index"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    assert sections(tmp_path, tmp_path) == [Section("b", "b!", 1), Section("a", "a!", 2)]


@pytest.mark.parametrize(
    "text, line, told",
    [
        ('"""X."""\n\nTITLE = "half', 3, "no valid Python"),
        ('"""X."""\n', 1, "expected TITLE"),
        ('TITLE = 7\nPLACE = "1"\n', 1, "expected TITLE"),
        ("TITLE = name()\nPLACE = 1\n", 1, "expected TITLE"),
        ("\0", 1, "null bytes"),
    ],
)
def test_a_section_under_edit_goes_by_its_name_and_says_why(tmp_path, text, line, told):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/__init__.py").write_text(text)
    (tmp_path / "a.ipynb").write_text("{}")
    (found,) = sections(tmp_path, tmp_path)
    assert found.title == "a"
    assert found.problem.startswith(f"{tmp_path / 'a/__init__.py'}:{line}: ")
    assert told in found.problem


def test_a_section_may_set_other_names_too(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/__init__.py").write_text('OTHER = dict()\nTITLE = "A"\nPLACE = 1\n')
    (tmp_path / "a.ipynb").write_text("{}")
    assert sections(tmp_path, tmp_path) == [Section("a", "A", 1)]


def test_the_real_sections_are_found():
    assert "position_encoding" in [it.name for it in sections(DOCS)]


@pytest.mark.parametrize(
    "code, stale",
    [
        ("pass", False),
        ("raise SystemExit(1)", False),
        ("raise SystemExit(2)", True),
        ("raise ImportError('gone')", True),
        ("import os; os._exit(0)", True),
        ("import os; os._exit(1)", True),
    ],
)
def test_a_run_that_broke_leaves_only_stale_results(monkeypatch, code, stale):
    told = "import sys; print('a problem', file=sys.stderr); "
    monkeypatch.setattr(verification, "VERIFY", verification.asking(told + code))
    monkeypatch.setattr(store, "read", lambda claim_id: entry(claim_id))
    found = verification.verified()
    assert not found.stopped
    assert {it.get("stale", False) for it in found.entries.values()} == {stale}
    assert ("a problem" in found.problems) == (code != "pass")


ENDLESS = """
import faulthandler, signal, subprocess
faulthandler.register(signal.SIGUSR1)
print(subprocess.Popen(["sleep", "60"]).pid, file=open({started!r}, "w"), flush=True)
exec(compile("while True: pass", {path!r}, "exec"))
"""


def test_a_run_without_end_is_stopped_with_all_it_started(monkeypatch, tmp_path):
    path, started = verification.claim_files()[0], tmp_path / "started"
    code = ENDLESS.format(path=str(path), started=str(started))
    monkeypatch.setattr(verification, "VERIFY", (sys.executable, "-c", code))
    monkeypatch.setattr(store, "read", lambda claim_id: entry(claim_id))
    before = time.monotonic()
    found = verification.verified(seconds=2)
    assert time.monotonic() - before < 30  # the processor may be busy; `sleep` goes on for 60
    assert found.stopped
    assert all(it["stale"] for it in found.entries.values())
    at = path.relative_to(verification.PACKAGE.parent)
    (problem,) = found.problems
    assert problem.startswith(f"{at}:1: no answer after 2 seconds")
    assert ended(int(started.read_text()))


def ended(pid):
    """Whether a process is gone or waits to be collected; being killed takes it a moment."""
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or ") Z " in state.read_text():
            return True
        time.sleep(0.05)
    return False


def test_the_real_run_says_where_it_is_when_asked():
    assert any("faulthandler.register(signal.SIGUSR1)" in it for it in verification.VERIFY)


def test_whoever_edits_waits_less_than_a_build():
    assert 30 <= verification.SERVING < verification.BUILDING


def test_a_refused_claim_is_stale_and_its_neighbours_are_not(monkeypatch, tmp_path):
    for name in ("good", "bad"):
        path = tmp_path / "claims" / "made_up" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    bad = tmp_path / "claims" / "made_up" / "bad.py"
    monkeypatch.setattr(verification, "PACKAGE", tmp_path / "claims")
    monkeypatch.setattr(verification, "claim_files", lambda: sorted(bad.parent.glob("*.py")))
    monkeypatch.setattr(verification.store, "read", lambda claim_id: {"id": claim_id})
    code = f"import sys; print({str(bad)!r} + ':3: it raised', file=sys.stderr); sys.exit(2)"
    monkeypatch.setattr(verification, "VERIFY", verification.asking(code))
    found = verification.verified()
    assert {it: entry.get("stale", False) for it, entry in found.entries.items()} == {
        "made_up/bad": True,
        "made_up/good": False,
    }
    assert found.problems == ("claims/made_up/bad.py:3: it raised",)


def test_results_are_handed_out_as_they_are_where_others_bring_them_up_to_date(monkeypatch):
    monkeypatch.setattr(verification, "claim_ids", lambda _: ["made_up/there", "made_up/new"])
    published = {"made_up/there": None, "made_up/gone": None}
    monkeypatch.setattr(verification.published, "read", lambda: published)
    known = {"made_up/there": entry("made_up/there")}
    monkeypatch.setattr(verification.store, "read", known.get)
    found = verification.stored()
    told = "made_up/gone: published, but no longer a claim: `claims accept` drops it"
    assert (found.entries, found.problems) == (known, (told,))
