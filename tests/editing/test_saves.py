"""A save is told once it is whole, however an editor writes it."""

import os
import queue

import pytest

from claims._editing.saves import Saves

# How long to wait for what must come; what must not come is waited for a tenth of that.
SECONDS = 10


@pytest.fixture
def saves(tmp_path):
    """What is told of a folder."""
    told = queue.Queue()
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.py").write_text("before")
    watching = Saves([tmp_path], told.put)
    watching.start()
    yield told
    watching.stop()


def written(path):
    path.write_text("now")


def moved(path):
    """As vim and JupyterLab do: another file takes its place."""
    other = path.with_name(".b.py.part")
    other.write_text("now")
    other.replace(path)


def deleted(path):
    path.unlink()


def appended(path):
    with path.open("a") as file:
        file.write("now")
        file.flush()
        os.fsync(file.fileno())
        file.write("more")


@pytest.mark.parametrize("save", [written, moved, deleted, appended])
def test_a_save_is_told_once(saves, tmp_path, save):
    save(tmp_path / "a/b.py")
    assert saves.get(timeout=SECONDS) == {tmp_path / "a/b.py"}
    with pytest.raises(queue.Empty):
        saves.get(timeout=SECONDS / 10)


def test_what_is_saved_together_is_told_together(saves, tmp_path):
    (tmp_path / "c.py").write_text("")
    (tmp_path / "d.py").write_text("")
    assert saves.get(timeout=SECONDS) == {tmp_path / "c.py", tmp_path / "d.py"}


@pytest.mark.parametrize("name", ["a/__pycache__/b.pyc", ".ipynb_checkpoints/b.ipynb", "a/.b.swp"])
def test_what_no_author_saves_is_not_told(saves, tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    with pytest.raises(queue.Empty):
        saves.get(timeout=SECONDS / 10)


def test_half_a_file_is_not_told(saves, tmp_path):
    with (tmp_path / "a/b.py").open("w") as file:
        file.write("half")
        file.flush()
        with pytest.raises(queue.Empty):
            saves.get(timeout=SECONDS / 10)
    assert saves.get(timeout=SECONDS) == {tmp_path / "a/b.py"}
