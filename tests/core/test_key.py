"""What a result belongs to: whatever is changed of it must give another key."""

import time

import pytest

from claims._core import key

NAME = "_probes/a.py"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of one file, and a process that began after it was written."""
    (tmp_path / "_probes").mkdir()
    (tmp_path / NAME).write_text("as it was")
    monkeypatch.setattr(key, "PACKAGE", tmp_path)
    began(monkeypatch)
    return tmp_path


def began(monkeypatch):
    """A process begins, and knows no file yet."""
    key._digest.cache_clear()
    time.sleep(0.02)  # the clock of files is coarser than that of processes
    monkeypatch.setattr(key, "BORN", time.time_ns())
    time.sleep(0.02)


def now(files=(NAME,), libraries=(("torch", "1"),), loaded=()):
    return key.key(files, dict(libraries), dict(loaded))


def test_another_text_is_another_key_for_the_next_process(package, monkeypatch):
    before = now()
    (package / NAME).write_text("as it is now")
    began(monkeypatch)
    after = now()
    (package / NAME).write_text("as it was")
    began(monkeypatch)
    assert before != after
    assert now() == before


def test_a_file_changed_since_the_process_began_belongs_to_no_text(package, monkeypatch):
    (package / NAME).write_text("as it is now")
    unknown = now()
    began(monkeypatch)
    assert now() != unknown


def test_a_claim_belongs_to_the_text_that_was_loaded(package):
    assert now(loaded={NAME: "one"}) != now(loaded={NAME: "other"})


def test_a_file_that_comes_or_goes_changes_the_key(package, monkeypatch):
    missing = now([NAME, "_probes/b.py"])
    (package / "_probes/b.py").write_text("")
    began(monkeypatch)
    assert now([NAME, "_probes/b.py"]) != missing != now()


def test_a_file_that_has_gone_since_the_process_began_is_not_one_that_never_was(
    package, monkeypatch
):
    (package / NAME).unlink()
    gone = now()
    began(monkeypatch)
    assert now() != gone


def test_what_was_known_of_a_file_is_forgotten_once_it_has_changed(package):
    before = now()
    key.look_again([NAME])
    (package / NAME).write_text("as it is now")
    assert now() == before
    key.look_again([NAME])
    assert now() != before


def test_a_folder_is_the_names_in_it(package, monkeypatch):
    def after(name):
        (package / name).write_text("")
        began(monkeypatch)
        return now(["_probes"])

    keys = [after(it) for it in ("_probes/a.py", "_probes/b.py", "_probes/.b.py.swp")]
    assert keys[0] != keys[1] == keys[2]


def test_another_version_of_a_library_is_another_key(package):
    assert now() != now(libraries={"torch": "2"})
    assert now() != now(libraries={})


def test_the_order_of_the_files_is_none(package):
    assert now([NAME, "b"]) == now(["b", NAME])


def test_whatever_lies_in_a_section_belongs_to_its_claims(package, monkeypatch):
    (package / "made/data").mkdir(parents=True)

    def after(name, text):
        (package / name).write_text(text)
        key._data_in.cache_clear()
        began(monkeypatch)
        return now(["made/up.py"])

    keys = [after("made/up.py", "1"), *(after("made/data/a.json", it) for it in "12")]
    assert len(set(keys)) == 3
    assert after("made/.up.py.swp", "1") == after("made/b.txt~", "1") == keys[-1]
