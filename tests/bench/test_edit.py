"""What the bench edits is the whole project: a copy that lacks a file measures nothing."""

from mkdocs.config import load_config

from tests.bench.edit import whole
from tests.serving.served import ROOT


def test_the_copy_has_every_file_of_the_package_and_of_the_pages(tmp_path):
    copied = whole(tmp_path / "copy")
    for name in ("claims", "docs"):
        wanted = {it for it in (ROOT / name).rglob("*.*") if not _is_left_behind(it)}
        assert {it.relative_to(ROOT) for it in wanted} == {
            it.relative_to(copied) for it in (copied / name).rglob("*.*") if it.is_file()
        }


def test_the_copy_is_a_site(tmp_path):
    assert load_config(str(whole(tmp_path / "copy") / "mkdocs.yml")).hooks


def _is_left_behind(path):
    below = path.relative_to(ROOT).parts
    return not path.is_file() or any(it.startswith(".") or it == "__pycache__" for it in below)
