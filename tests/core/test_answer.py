"""What the store keeps: right results under their key, and nothing that a broken run left."""

import json
from dataclasses import replace

import pytest

from claims._checkpoints.selection import recorded
from claims._core import answer, store
from claims._core.answer import current, keep, kept
from claims._core.discovery import PACKAGE, load
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run

USUAL = PACKAGE / "position_encoding" / "rotary_positions_are_the_usual_choice.py"


@pytest.fixture
def usual(tmp_path, monkeypatch):
    """A claim that takes no time, and a store of its own."""
    for function in (store.kept, store.read, store.fresh, store.write):
        monkeypatch.setattr(function, "__defaults__", (tmp_path,))
    return load(USUAL)


def run(claim):
    return Run(recorded(), recorded(), EVERYTHING).claim(claim)


def test_a_result_that_was_kept_is_known_until_its_key_changes(usual, monkeypatch):
    assert current(usual) is None
    kept = keep(usual, run(usual))
    assert current(usual) == kept
    monkeypatch.setattr("claims._core.key._digest", lambda name: "another text")
    assert current(usual) is None


def test_a_result_belongs_to_the_text_that_was_loaded(usual):
    keep(usual, run(usual))
    assert current(replace(usual, digest="of another text")) is None


def test_a_result_belongs_to_what_the_modules_behind_it_have_read(usual, monkeypatch):
    name, read = "position_encoding/rotary_positions_are_the_usual_choice.py", {"zoo.toml"}
    monkeypatch.setattr(answer, "read_by", lambda files: read if name in files else set())
    assert "zoo.toml" in kept(usual, run(usual), {}).files


def test_a_result_depends_on_the_libraries_that_its_own_code_imports(usual, monkeypatch):
    assert kept(usual, run(usual), {}).libraries == ()
    asked = []

    def libraries_in(files, known):
        asked.extend(files)
        return {"transformers"}

    monkeypatch.setattr(answer, "libraries_in", libraries_in)
    assert kept(usual, run(usual), {}).libraries == ("transformers",)
    assert asked == [f"{usual.id}.py"]


def test_what_changed_while_it_was_run_belongs_to_no_text(usual, monkeypatch):
    assert current(usual) is None
    before = keep(usual, run(usual))
    forgotten = []
    monkeypatch.setattr(answer, "look_again", lambda files: forgotten.append(set(files)))
    keep(usual, run(usual))
    assert forgotten == [set(store.kept(usual.id).files)]
    assert current(usual) == before


def test_a_right_result_takes_the_place_of_a_wrong_one(usual):
    keep(usual, run(usual))
    right = store.kept(usual.id)
    store.write(replace(right, entry=right.entry | {"verdict": "confirmed"}))
    keep(usual, run(usual))
    assert store.read(usual.id)["verdict"] == "undecidable"


def test_a_result_in_an_older_form_is_none(usual, tmp_path):
    keep(usual, run(usual))
    next(tmp_path.rglob("*.json")).write_text('{"id": "a/b", "key": "0"}')
    assert store.kept(usual.id) is None
    assert current(usual) is None


KEPT = {"entry": {"id": f"{USUAL.parent.name}/{USUAL.stem}", "key": "0"}, "files": []}
DAMAGED = {
    "no text": b"\x80\xff",
    "a list": b"[]",
    "no entry": KEPT | {"entry": None, "libraries": []},
    "an empty entry": KEPT | {"entry": {}, "libraries": []},
    "another claim's entry": KEPT | {"entry": {"id": "a/b", "key": "0"}, "libraries": []},
    "no files": KEPT | {"files": None, "libraries": []},
    "files without names": KEPT | {"files": [1], "libraries": []},
    "an unknown library": KEPT | {"libraries": ["jax"]},
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_result_is_none_and_is_replaced(usual, tmp_path, damage):
    keep(usual, run(usual))
    path = next(tmp_path.rglob("*.json"))
    path.write_bytes(damage if isinstance(damage, bytes) else json.dumps(damage).encode())
    assert store.kept(usual.id) is None
    assert current(usual) is None
    kept = keep(usual, run(usual))
    assert current(usual) == kept


def test_a_claim_elsewhere_has_no_stored_result(usual, tmp_path):
    assert current(replace(usual, path=tmp_path / "claims/a/b.py")) is None
