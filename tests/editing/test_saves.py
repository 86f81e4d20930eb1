"""A save is told once it is whole, however an editor writes it."""

import os
import queue
import shutil
import time

import pytest
from watchdog.events import FileClosedEvent

from claims._editing.saves import Saves, present

# How long to wait for what must come; what must not come is waited for a tenth of that.
SECONDS = 10


@pytest.fixture
def folder(tmp_path):
    """What is watched, beside which other files may be made."""
    return tmp_path / ".watched"


@pytest.fixture
def saves(folder):
    """What is told of a folder."""
    told = queue.Queue()
    (folder / "a").mkdir(parents=True)
    (folder / "a/b.py").write_text("before")
    watching = Saves([folder], told.put)
    watching.start()
    yield told
    watching.stop()


@pytest.fixture
def besides(folder):
    """What is told of a file and of a folder beside what is watched."""
    told = queue.Queue()
    (folder.parent / "listed").mkdir(parents=True)
    folder.mkdir()
    watching = Saves([folder], told.put)
    watching.start()
    watching.also([folder.parent / it for it in ("read.md", "gone/read.md", "listed")])
    yield told
    watching.stop()


@pytest.mark.parametrize("name", ["read.md", "listed/new.md"])
def test_a_single_file_outside_is_told_of_and_its_neighbours_are_not(folder, besides, name):
    for other in ("other.md", name):
        (folder.parent / other).write_text("now")
        time.sleep(0.1)
    assert besides.get(timeout=SECONDS) == {folder.parent / name}


def written(path):
    path.write_text("now")


def moved(path):
    """As vim and JupyterLab do: another file takes its place."""
    other = path.with_name(".b.py.part")
    other.write_text("now")
    other.replace(path)


def moved_in(path):
    """As by a command that has made the file elsewhere."""
    other = path.parents[2] / "made elsewhere.py"
    other.write_text("now")
    other.replace(path)


def linked(path):
    other = path.parents[2] / "made elsewhere.py"
    other.write_text("now")
    path.unlink()
    path.hardlink_to(other)
    other.unlink()


def deleted(path):
    path.unlink()


def appended(path):
    with path.open("a") as file:
        file.write("now")
        file.flush()
        os.fsync(file.fileno())
        file.write("more")


@pytest.mark.parametrize("save", [written, moved, moved_in, linked, deleted, appended])
def test_a_save_is_told_once(saves, folder, save):
    save(folder / "a/b.py")
    assert saves.get(timeout=SECONDS) == {folder / "a/b.py"}
    with pytest.raises(queue.Empty):
        saves.get(timeout=SECONDS / 10)


def test_a_folder_is_told_when_it_goes_and_what_is_in_it_when_it_comes(saves, folder):
    other = shutil.copytree(folder / "a", folder.parent / "other")
    (folder / "a").rename(folder.parent / "went")
    assert saves.get(timeout=SECONDS) == {folder / "a"}
    other.rename(folder / "c")
    assert saves.get(timeout=SECONDS) == {folder / "c/b.py"}
    written(folder / "c/b.py")
    assert saves.get(timeout=SECONDS) == {folder / "c/b.py"}


def test_what_is_saved_together_is_told_together(saves, folder):
    (folder / "c.py").write_text("")
    (folder / "d.py").write_text("")
    assert saves.get(timeout=SECONDS) == {folder / "c.py", folder / "d.py"}


@pytest.mark.parametrize(
    "name",
    [
        "a/b.py~",
        "a/#b.py#",
        "a/__pycache__/b.pyc",
        ".ipynb_checkpoints/b.ipynb",
        "a/.b.swp",
        ".a/b/c/d/e.py",
    ],
)
def test_what_no_author_saves_is_not_told(saves, folder, name):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("")
    with pytest.raises(queue.Empty):
        saves.get(timeout=SECONDS / 10)


def test_what_changed_before_is_told_to_whoever_has_seen_it(folder):
    (folder / "a").mkdir(parents=True)
    for name in ("gone", "same", "saved"):
        (folder / f"a/{name}.py").write_text("before")
    before, told = present([folder]), queue.Queue()
    (folder / "a/gone.py").unlink()
    for name in ("saved", "come"):
        (folder / f"a/{name}.py").write_text("now")
    watching = Saves([folder], told.put)
    watching.start(before)
    assert told.get(timeout=SECONDS) == {folder / f"a/{it}.py" for it in ("gone", "saved", "come")}
    watching.stop()


def test_what_is_saved_on_and_on_is_told_meanwhile(saves, folder):
    until = time.monotonic() + SECONDS
    while saves.empty() and time.monotonic() < until:
        written(folder / "a/b.py")
        time.sleep(0.005)
    assert saves.get_nowait() == {folder / "a/b.py"}


def test_half_a_file_is_not_told(saves, folder):
    with (folder / "a/b.py").open("w") as file:
        file.write("half")
        file.flush()
        with pytest.raises(queue.Empty):
            saves.get(timeout=SECONDS / 10)
    assert saves.get(timeout=SECONDS) == {folder / "a/b.py"}


def test_who_stops_while_saves_are_gathered_is_heard(folder):
    folder.mkdir(parents=True)
    watching = Saves([folder], lambda saved: None)
    watching.on_any_event(FileClosedEvent(str(folder / "b.py")))
    watching._found.put(None)
    watching._teller.start()
    watching._teller.join(SECONDS / 10)
    assert not watching._teller.is_alive()
