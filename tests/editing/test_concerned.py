"""Which claims and pages a saved file concerns, from what their last run has reached."""

from pathlib import Path

import pytest

from claims._core import store
from claims._core.store import Kept
from claims._editing import concerned as module
from claims._editing.concerned import concerned, gone, outside
from tests.pages.small_site import page

IDS = ["a/one", "a/two", "b/three"]
REACHED = {
    "a/one": ["a/one.py", "_probes/x.py", "../docs/read.md", "../read.md"],
    "a/two": ["a/two.py", "_core/y.py", "_listed"],
}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Three claims, the last of which nobody has run yet, and a page that names the second."""
    package, docs = tmp_path / "claims", tmp_path / "docs"
    for name in IDS:
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / f"{name}.py").write_text("")
    docs.mkdir()
    (docs / "page.md").write_text("See [two](claim:a/two) and [gone](claim:a/gone).")
    monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(module, "DOCS", docs)
    kept = {it: Kept({"id": it}, tuple(files), ()) for it, files in REACHED.items()}
    monkeypatch.setattr(store, "kept", kept.get)
    return tmp_path


SAVED = {
    "claims/_probes/x.py": ["a/one", "b/three"],
    "claims/_core/y.py": ["a/two", "b/three"],
    "claims/a/two.py": ["a/two", "b/three"],
    "claims/b/three.py": ["b/three"],
    "claims/_probes/unused.py": ["b/three"],
    "claims/published.toml": ["a/one", "a/two", "b/three"],
    "claims/a/notes.txt": ["a/one", "a/two"],
    "claims/a/data/new.json": ["a/one", "a/two"],
    "claims/c/notes.txt": [],
    "docs/page.md": ["a/two"],
    "docs/read.md": ["a/one"],
    "read.md": ["a/one"],
    "claims/_listed/new.md": ["a/two"],
    "claims/_listed/deeper/new.md": [],
    "elsewhere/x.py": [],
}


@pytest.mark.parametrize("name, claims", SAVED.items(), ids=SAVED)
def test_a_save_concerns_what_has_reached_it(house, name, claims):
    assert concerned([house / name], ()).claims == claims


def test_what_was_read_outside_the_package_and_the_pages_is_told(house):
    assert [outside(it) for it in IDS] == [[house / "read.md"], [], []]


def test_what_was_refused_is_tried_after_any_save_of_code(house):
    found = concerned([house / "claims/_core/y.py"], {"a/one"})
    assert (found.claims, found.unsure) == (IDS, ["a/one", "b/three"])


def test_it_is_known_what_a_claim_has_reached_that_is_being_run(house):
    found = concerned([house / "claims/_core/y.py", house / "claims/b/three.py"], IDS)
    assert found.unsure == ["a/one"]


def test_the_edited_claim_comes_first(house):
    saved = [house / "claims/_probes/x.py", house / "claims/b/three.py"]
    assert concerned(saved, ()).claims == ["b/three", "a/one"]


def test_what_a_page_names_is_run_again_and_what_is_unknown_is_not(house):
    found = concerned([house / "docs/page.md"], ())
    assert (found.again, found.pages) == (["a/two"], [house / "docs/page.md"])


# A cell without a source, one that no Python file could hold, and one that is too deep to be read.
ODD = ('{"cells": [{"cell_type": "code"}]}', page("\0", "", {}), page("-" * 10**5 + "1", "", {}))
ODD = [it.replace("claim:made_up/statement", "https://example.org") for it in ODD]


@pytest.mark.parametrize("text", ["", "{", "[]", page("card('a/one')", "", {})[:99], *ODD])
def test_a_half_written_page_names_nothing_and_is_a_page(house, text):
    path = house / "docs/half.ipynb"
    path.write_text(text)
    found = concerned([path], ())
    assert (found.claims, found.pages) == ([], [path])


def test_a_page_whose_reading_fails_costs_no_other_save(house, monkeypatch):
    def named_on(path):
        raise RuntimeError("odd")

    monkeypatch.setattr(module, "named_on", named_on)
    found = concerned([house / "docs/page.md", house / "claims/a/one.py"], ())
    assert found.claims == ["a/one", "b/three"]


def test_a_page_that_went_names_nothing(house):
    assert concerned([house / "docs/went.md"], ()).claims == []


def test_what_pages_show_beside_their_text_is_the_rest(house):
    assert concerned([house / "docs/a.css"], ()).rest == [house / "docs/a.css"]


def test_a_section_s_own_words_stand_beside_what_pages_say(house):
    saved = [house / f"claims/{it}/__init__.py" for it in ("a", "_views", "a/b")]
    assert concerned([*saved, house / "claims/__init__.py"], ()).rest == saved[:1]


def test_a_claim_whose_file_went_is_gone(house):
    (house / "claims/a/one.py").unlink()
    saved = [house / f"claims/a/{it}" for it in ("one.py", "two.py", "_beside.py")]
    assert gone(saved, IDS) == ["a/one"]
    assert concerned(saved, ()).claims == ["a/two", "b/three"]


def test_with_a_folder_all_that_is_in_it_went(house):
    (house / "claims/a").rename(house / "a")
    assert gone([house / "claims/a"], IDS) == ["a/one", "a/two"]


def test_a_folder_that_went_concerns_what_has_reached_a_file_in_it(house):
    assert concerned([house / "claims/_probes"], ()).claims == ["a/one"]


def test_no_path_outside_is_looked_at(house):
    assert gone([Path("/nowhere/claims/a/one.py")], IDS) == []
