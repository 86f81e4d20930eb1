"""A new section only adds files, and results of a run that broke never pass for current."""

import sys

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


def test_the_real_sections_are_found():
    assert "position_encoding" in [it.name for it in sections(DOCS)]


@pytest.mark.parametrize(
    "code, stale",
    [
        ("pass", False),
        ("raise SystemExit(1)", False),
        ("raise SystemExit(2)", True),
        ("raise ImportError('gone')", True),
    ],
)
def test_a_run_that_broke_leaves_only_stale_results(monkeypatch, code, stale):
    told = "import sys; print('a problem', file=sys.stderr); "
    monkeypatch.setattr(verification, "VERIFY", (sys.executable, "-c", told + code))
    monkeypatch.setattr(store, "read", lambda claim_id: entry(claim_id))
    found = verification.verified()
    assert {it.get("stale", False) for it in found.entries.values()} == {stale}
    assert ("a problem" in found.problems) == (code != "pass")
