"""A claim's text is compiled once, and never is another text's code taken for it."""

import sys
import types

import pytest

from claims._core import compiled as compiling
from claims._core.compiled import compiled


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A claim's place in a checkout that keeps what it compiles."""
    monkeypatch.setattr(compiling, "HOUSE", tmp_path)
    monkeypatch.setattr(compiling, "FOLDER", tmp_path / "build" / "compiled")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "claims" / "made" / "up.py"


@pytest.fixture
def made(monkeypatch):
    """The texts that were compiled, not taken from what was kept."""
    texts = []

    def recorded(path, text):
        texts.append(text)
        return compile(text, path, "exec")

    monkeypatch.setattr(compiling, "_compile", recorded)
    return texts


def value(path, text):
    module = types.ModuleType("up")
    exec(compiled(path, text), vars(module))
    return module.x


def kept(path):
    return compiling.FOLDER / "claims/made/up.marshal"


def test_a_text_is_compiled_once(path, made):
    assert [value(path, b"x = 1") for _ in range(3)] == [1, 1, 1]
    assert made == [b"x = 1"]
    assert compiled(path, b"x = 1").co_filename == str(path)


def test_another_text_of_one_length_is_compiled_anew(path, made):
    assert [value(path, it) for it in (b"x = 1", b"x = 2", b"x = 1")] == [1, 2, 1]
    assert len(made) == 3


def test_a_moved_checkout_is_compiled_anew(path, made, tmp_path, monkeypatch):
    compiled(path, b"x = 1")
    moved = tmp_path / "elsewhere"
    compiling.FOLDER.parent.rename(tmp_path / "moved build")
    monkeypatch.setattr(compiling, "HOUSE", moved)
    monkeypatch.setattr(compiling, "FOLDER", tmp_path / "moved build" / "compiled")
    assert compiled(moved / "claims/made/up.py", b"x = 1").co_filename.startswith(str(moved))
    assert len(made) == 2


@pytest.mark.parametrize("end", [0, 10, 32, 40, -1])
def test_what_was_cut_off_is_compiled_anew(path, made, end):
    compiled(path, b"x = 1")
    kept(path).write_bytes(kept(path).read_bytes()[:end])
    assert value(path, b"x = 1") == 1
    assert len(made) == 2


def test_a_changed_byte_is_noticed(path, made):
    compiled(path, b"x = 1")
    bytes_ = bytearray(kept(path).read_bytes())
    for at in range(0, len(bytes_), 7):
        damaged = bytearray(bytes_)
        damaged[at] ^= 1
        kept(path).write_bytes(damaged)
        assert value(path, b"x = 1") == 1
    assert len(made) == 1 + len(range(0, len(bytes_), 7))


def test_what_lies_elsewhere_is_not_kept(path, made, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "up.py"
    assert [value(other, b"x = 1") for _ in range(2)] == [1, 1]
    assert len(made) == 2
    assert not compiling.FOLDER.exists()


def test_nothing_is_written_where_python_is_told_not_to(path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert value(path, b"x = 1") == 1
    assert not compiling.FOLDER.exists()


def test_a_checkout_for_reading_alone_is_read(path):
    compiling.FOLDER.parent.write_text("a file, where a folder would be made")
    assert value(path, b"x = 1") == 1
