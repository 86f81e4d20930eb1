"""What the store keeps: right results under their key, and nothing that a broken run left."""

import pytest

from claims._checkpoints.selection import recorded
from claims._core import store
from claims._core.answer import is_kept, keep
from claims._core.discovery import PACKAGE, load
from claims._core.evaluate import EVERYTHING
from claims._core.key import key
from claims._core.run import Run

USUAL = PACKAGE / "position_encoding" / "rotary_positions_are_the_usual_choice.py"


@pytest.fixture
def usual(tmp_path, monkeypatch):
    """A claim that takes no time, and a store of its own."""
    for function in (store.read, store.fresh, store.write):
        monkeypatch.setattr(function, "__defaults__", (tmp_path,))
    return load(USUAL)


def test_a_result_that_was_kept_is_known_until_its_key_changes(usual, monkeypatch):
    assert not is_kept(usual, recorded())
    keep(usual, Run(recorded(), recorded(), EVERYTHING).claim(usual), recorded())
    assert is_kept(usual, recorded())
    monkeypatch.setattr("claims._core.key._code", lambda: "other code")
    assert not is_kept(usual, recorded())


def test_a_right_result_takes_the_place_of_a_wrong_one(usual):
    keep(usual, Run(recorded(), recorded(), EVERYTHING).claim(usual), recorded())
    right = store.read(usual.id)
    store.write(right | {"verdict": "confirmed"})
    keep(usual, Run(recorded(), recorded(), EVERYTHING).claim(usual), recorded())
    assert store.read(usual.id)["verdict"] == "undecidable"


def test_what_stands_beside_a_claim_is_in_its_key(tmp_path):
    section = tmp_path / "claims" / "made_up"
    section.mkdir(parents=True)
    path = section / USUAL.name
    path.write_bytes(USUAL.read_bytes())
    keys = {key(load(path), recorded())}
    (section / "_shared.py").write_text("X = 1\n")
    keys.add(key(load(path), recorded()))
    (section / "_shared.py").write_text("X = 2\n")
    keys.add(key(load(path), recorded()))
    assert len(keys) == 3
