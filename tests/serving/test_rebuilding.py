"""While everything is built anew, and when that can't be done, the site is served as it was."""

import time
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect

from tests.pages.small_site import page as notebook
from tests.serving.conftest import SECONDS
from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import UP
from tests.serving.test_hanging import HANGS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
BEGUN = "Building documentation"
FAILED = "the site couldn't be built anew"
LATIN = "# Other\n\nNothing, but a café.\n".encode("latin-1")
# A page that is read after others, and takes its time.
SLOW = "import pathlib, time; pathlib.Path({!r}).touch(); time.sleep(8)"
TITLE = "claims/made/__init__.py"


def begun(house, number):
    """Wait until everything is being built for the nth time."""
    wait(house, lambda: house.said.count(BEGUN) >= number)


def rebuilt(house, before):
    """Wait until another build is served than the one before."""
    wait(house, lambda: house.state()["built"] != before)


def wait(house, there):
    """Wait until something is there; a machine may have other things to do."""
    until = time.monotonic() + 120
    while not there():
        assert time.monotonic() < until, house.said[-2000:]
        time.sleep(0.05)


def shown(house, path, text, there=True):
    """Wait until a page says something."""
    wait(house, lambda: (text in house.get(path)) is there)


def loaded_again(page):
    """Wait until a page that was marked has been loaded again."""
    page.wait_for_function("window.never === undefined", timeout=SECONDS)
    page.wait_for_load_state(timeout=SECONDS)


def served_at(house, path):
    """Whether there is a page."""
    try:
        return bool(house.get(path))
    except HTTPError:
        return False


@pytest.fixture
def edited(house):
    """Puts back what a test has saved."""
    yield house
    for name in ("another.md", "slow.ipynb"):
        (house.folder / "docs" / name).unlink(missing_ok=True)
    for name in ("docs/other.md", TITLE, UP):
        house.save(name, house.found[name])
    wait(house, lambda: not served_at(house, "/another/"))
    shown(house, "/other/", "Nothing.")
    shown(house, "/made/", "Made up")
    house.wait_until_checked()


def test_old_pages_are_served_while_all_are_built_and_then_loaded_again(edited, browser):
    page = browser.new_page()
    page.goto(f"{edited.url}/other/")
    page.evaluate("window.never = 'reloaded'")
    before, built = edited.said.count(BEGUN), edited.state()["built"]
    edited.save("docs/another.md", "# Another\n")
    begun(edited, before + 1)
    assert "Nothing." in edited.get("/other/")
    assert edited.state()["built"] == built
    loaded_again(page)
    assert "Another" in edited.get("/another/")
    page.close()


def test_what_is_saved_while_all_are_built_is_shown_then_and_afterwards(edited):
    read, built = edited.folder / "read", edited.state()["built"]
    edited.save("docs/another.md", "# Another\n\nFirst.\n")
    edited.save("docs/slow.ipynb", notebook(SLOW.format(str(read)), "", {}))
    wait(edited, read.exists)
    edited.save("docs/another.md", "# Another\n\nSecond.\n")
    edited.edit("docs/other.md", "Nothing.", "Something meanwhile.")
    shown(edited, "/other/", "Something meanwhile.")
    assert edited.state()["built"] == built
    rebuilt(edited, built)
    shown(edited, "/another/", "Second.")
    shown(edited, "/other/", "Something meanwhile.")


def test_a_check_that_never_ends_holds_up_no_build(edited):
    edited.edit(UP, "    width = ", HANGS)
    edited.save("docs/another.md", "# Another\n")
    wait(edited, lambda: served_at(edited, "/another/"))
    left_out = "made.ipynb: shows what it has stored, since made/up"
    shown(edited, "/made/", left_out)
    assert "checking the claims was stopped" not in edited.said
    edited.save(UP, edited.found[UP])
    shown(edited, "/made/", left_out, there=False)


def test_a_title_of_a_section_is_shown_on_every_page(edited):
    edited.edit(TITLE, '"Made up"', '"Thought up"')
    shown(edited, "/made/", "Thought up")


def test_a_page_that_cant_be_read_says_so_and_the_next_save_mends_it(edited):
    (edited.folder / "docs/other.md").write_bytes(LATIN)
    shown(edited, "/other/", "UnicodeDecodeError")
    failed = edited.said.count(FAILED)
    built = edited.state()["built"]
    edited.save("docs/another.md", "# Another\n")
    rebuilt(edited, built)
    assert edited.said.count(FAILED) == failed
    assert "UnicodeDecodeError" in edited.get("/other/")
    edited.save("docs/other.md", edited.found["docs/other.md"])
    shown(edited, "/other/", "UnicodeDecodeError", there=False)


def test_after_a_build_that_failed_the_next_save_has_everything_built(edited):
    gone = edited.folder / "docs/gone.png"
    gone.symlink_to("nowhere.png")
    edited.save("docs/another.md", "# Another\n")
    told = f"{FAILED}: MkDocs: FileNotFoundError: "
    wait(edited, lambda: told in edited.said)
    assert "Home" in edited.get("/")
    built = edited.state()["built"]
    gone.unlink()
    rebuilt(edited, built)
    assert "Another" in edited.get("/another/")


def test_settings_that_cant_be_read_leave_the_site_as_it_was(edited, browser):
    page = browser.new_page()
    page.goto(f"{edited.url}/other/")
    page.evaluate("window.never = 'reloaded'")
    settings = (edited.folder / "mkdocs.yml").read_text()
    before = edited.said.count(FAILED)
    edited.save("mkdocs.yml", settings + "nav: [")
    wait(edited, lambda: edited.said.count(FAILED) > before)
    assert "Nothing." in edited.get("/other/")
    edited.edit("docs/other.md", "Nothing.", "Something else.")
    expect(page.get_by_text("Something else.")).to_be_visible()
    built = edited.state()["built"]
    edited.save("mkdocs.yml", settings)
    rebuilt(edited, built)
    assert "Something else." in edited.get("/other/")
    # A browser may never close a page that is just being loaded again.
    loaded_again(page)
    page.close()


def test_a_cell_that_was_executed_while_a_claim_was_refused_is_executed_once_it_is_mended(edited):
    edited.edit(UP, "def up(", "def def up(")
    edited.wait_until_checked()
    built = edited.state()["built"]
    cell = "from claims._surfaces.page import card\n\nprint('made'), card('made/up')"
    edited.save("docs/slow.ipynb", notebook(cell, "", {}))
    rebuilt(edited, built)
    shown(edited, "/slow/", "ClaimError")
    edited.save(UP, edited.found[UP])
    shown(edited, "/slow/", "ClaimError", there=False)
