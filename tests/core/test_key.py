"""What a result belongs to: whatever is changed of it must give another key."""

from pathlib import Path

import pytest

from claims._core import key

FILES = [
    "__init__.py",
    "sources.toml",
    "_core/verdict.py",
    "_checkpoints/catalogue.toml",
    "_checkpoints/reports.toml",
    "_probes/patches/zeros.py",
]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that holds one file of each kind that every claim reaches."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(key, "PACKAGE", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_to_what_every_claim_reaches_changes_the_key(package: Path, name: str) -> None:
    before = key._code.__wrapped__()
    (package / name).write_text("as it is now")
    assert key._code.__wrapped__() != before


def test_a_record_has_a_digest_of_its_own(package: Path) -> None:
    before = key._code.__wrapped__()
    (package / "_checkpoints/records").mkdir()
    (package / "_checkpoints/records/gpt2.toml").write_text("new")
    assert key._code.__wrapped__() == before
