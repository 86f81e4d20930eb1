"""What a check opens by itself, its result depends on; what others open, they tell of."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from claims._core import touched
from claims._core.touched import recording

READER = """
from pathlib import Path

def read(path):
    return Path(path).read_text()

def leave(path, text):
    Path(path).write_text(text)
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of a claim and of a module of its own, each of which can read."""
    place = tmp_path / "claims"
    monkeypatch.setattr(touched, "PACKAGE", place)
    for name in ("made/up.py", "_probes/own.py"):
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text(READER)
    return place


def module(path: Path):
    spec = spec_from_file_location(path.stem, path)
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_what_a_check_opens_is_touched(package):
    up = module(package / "made/up.py")
    files = [package / "made/my-data.json", package / "made/data/x.json", package.parent / "a.md"]
    for it in files:
        it.parent.mkdir(exist_ok=True)
        it.write_text("1")
    with recording() as found:
        for it in files:
            up.read(it)
    assert found == {"made/my-data.json", "made/data/x.json", "../a.md"}


def test_what_a_check_missed_is_touched_too(package):
    up = module(package / "made/up.py")
    with recording() as found, pytest.raises(FileNotFoundError):
        up.read(package / "made/none.json")
    assert found == {"made/none.json"}


def test_what_others_open_is_left_to_them(package, tmp_path_factory):
    up, own = module(package / "made/up.py"), module(package / "_probes/own.py")
    (package / "here.json").write_text("1")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "there.json"
    elsewhere.write_text("1")
    with recording() as found:
        own.read(package / "here.json")
        up.read(elsewhere)
        up.leave(package / "written.json", "1")
    assert found == set()
