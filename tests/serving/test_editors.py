"""What an editor writes beside a file while it saves that is no save of its own."""

import time

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import UP

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
BUILT = "Building documentation"
# A slow disk takes longer than saves are gathered.
SLOWLY = 0.1


def as_sed_does(path, text):
    """Another file, which takes the place of the first."""
    other = path.with_name("sedXa8Kq2")
    other.write_text(text)
    time.sleep(SLOWLY)
    other.replace(path)


def as_vim_does(path, text):
    """It tries whether it may write here, and keeps the file until the new one is written."""
    trial, kept = path.with_name("4913"), path.with_name(f"{path.name}~")
    trial.write_text("")
    trial.unlink()
    path.rename(kept)
    time.sleep(SLOWLY)
    path.write_text(text)
    time.sleep(SLOWLY)
    kept.unlink()


@pytest.mark.parametrize("save", [as_sed_does, as_vim_does])
def test_a_save_in_steps_has_no_site_built_and_no_page_loaded_again(house, tab, save):
    pages = [tab("/"), tab("/made/")]
    built = house.said.count(BUILT)
    save(house.folder / "docs/index.md", house.found["docs/index.md"].replace("ph 3.", "ph three."))
    save(house.folder / UP, house.found[UP].replace("{width} wide", "{width} broad"))
    expect(pages[0].get_by_text("Paragraph three.").first).to_be_visible()
    expect(pages[1].locator("article.claim .finding")).to_contain_text("768 broad")
    time.sleep(1)
    assert house.said.count(BUILT) == built


def test_what_an_editor_leaves_behind_is_no_page(house, tab):
    tab("/")
    built, kept = house.said.count(BUILT), house.folder / "docs/index.md~"
    kept.write_text("before")
    time.sleep(1)
    kept.unlink()
    time.sleep(1)
    assert house.said.count(BUILT) == built
