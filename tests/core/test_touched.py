"""What a check opens by itself, its result depends on; what others open, they tell of."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from claims._core import touched
from claims._core.touched import read_by, recording

READER = """
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

def in_a_thread(path):
    return list(ThreadPoolExecutor(1).map(Path.read_text, [path]))

def by_bytes(path):
    with open(os.fsencode(path)) as file:
        return file.read()

def by_the_system(path):
    return os.close(os.open(path, os.O_RDONLY))

@cache
def read_once(path):
    return Path(path).read_text()

def listed(path):
    return os.listdir(path), list(Path(path).iterdir()), list(Path(path).glob("*"))

def imported(name):
    __import__(name)

def read(path):
    return Path(path).read_text()

def leave(path, text):
    Path(path).write_text(text)
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of a claim and of a module of its own, each of which can read."""
    place = tmp_path / "claims"
    monkeypatch.setattr(touched, "_READ", {})
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


@pytest.mark.parametrize("way", ["in_a_thread", "by_bytes", "by_the_system", "read_once"])
def test_it_is_touched_whichever_way_it_is_read(package, way):
    up = module(package / "made/up.py")
    with recording() as found:
        getattr(up, way)(package / "_probes/own.py")
    assert found == {"_probes/own.py"}


def test_a_folder_that_is_listed_is_touched(package):
    up = module(package / "made/up.py")
    with recording() as found:
        up.listed(package / "_probes")
    assert found == {"_probes"}


def test_what_is_imported_or_installed_is_not_read(package, monkeypatch):
    up = module(package / "made/up.py")
    installed = package.parent / "installed"
    (installed / "lib").mkdir(parents=True)
    (installed / "lib/data.json").write_text("1")
    monkeypatch.setattr(sys, "prefix", str(installed))
    (package.parent / "elsewhere.py").write_text("")
    monkeypatch.syspath_prepend(package.parent)
    with recording() as found:
        up.imported("elsewhere")
        up.read(installed / "lib/data.json")
    assert found == set()


def test_what_a_module_reads_as_it_is_imported_it_has_read(package):
    place = package / "made/early.py"
    (package / "data.json").write_text("1")
    place.write_text(f"{READER}\nread({str(package / 'data.json')!r})")
    module(place)
    assert read_by(["made/early.py", "made/up.py"]) == {"data.json"}


def test_what_a_module_has_read_for_one_it_has_read_for_all(package):
    up = module(package / "made/up.py")
    with recording():
        up.read_once(package / "_probes/own.py")
    with recording() as second:
        up.read_once(package / "_probes/own.py")
    assert second == set()
    assert read_by(["made/up.py"]) == {"_probes/own.py"}


def test_what_a_thread_of_nobody_reads_while_nothing_runs_is_nobodys(package):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(os.listdir, package).result()
    assert read_by(["", "made/up.py"]) == set()
