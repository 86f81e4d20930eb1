"""While everything is built anew, and when that can't be done, the site is served as it was."""

import time
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect

from tests.pages.small_site import page as notebook
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
BEGUN = "Building documentation"
FAILED = "the site couldn't be built anew"
LATIN = "# Other\n\nNothing, but a café.\n".encode("latin-1")
# A page that is read after others, and takes its time.
SLOW = "import pathlib, time; pathlib.Path({!r}).touch(); time.sleep(8)"
TITLE = "claims/made/__init__.py"


def begun(house, number):
    """Wait until everything is being built for the nth time."""
    until = time.monotonic() + 60
    while house.said.count(BEGUN) < number:
        assert time.monotonic() < until
        time.sleep(0.05)


def shown(house, path, text, there=True):
    """Wait until a page says something."""
    until = time.monotonic() + 60
    while (text in house.get(path)) is not there:
        assert time.monotonic() < until, house.said[-2000:]
        time.sleep(0.1)


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
    for name in ("docs/other.md", TITLE):
        house.save(name, house.found[name])
    until = time.monotonic() + 60
    while served_at(house, "/another/"):
        assert time.monotonic() < until, house.said[-2000:]
        time.sleep(0.1)
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
    page.wait_for_function("window.never === undefined")
    assert "Another" in edited.get("/another/")
    page.close()


def test_what_is_saved_while_all_are_built_is_shown_then_and_afterwards(edited):
    read, built = edited.folder / "read", edited.state()["built"]
    edited.save("docs/another.md", "# Another\n\nFirst.\n")
    edited.save("docs/slow.ipynb", notebook(SLOW.format(str(read)), "", {}))
    while not read.exists():
        time.sleep(0.05)
    edited.save("docs/another.md", "# Another\n\nSecond.\n")
    edited.edit("docs/other.md", "Nothing.", "Something meanwhile.")
    shown(edited, "/other/", "Something meanwhile.")
    assert edited.state()["built"] == built
    while edited.state()["built"] == built:
        time.sleep(0.1)
    shown(edited, "/another/", "Second.")
    shown(edited, "/other/", "Something meanwhile.")


def test_a_title_of_a_section_is_shown_on_every_page(edited):
    edited.edit(TITLE, '"Made up"', '"Thought up"')
    shown(edited, "/made/", "Thought up")


def test_a_page_that_cant_be_read_says_so_and_the_next_save_mends_it(edited):
    (edited.folder / "docs/other.md").write_bytes(LATIN)
    shown(edited, "/other/", "UnicodeDecodeError")
    failed = edited.said.count(FAILED)
    built = edited.state()["built"]
    edited.save("docs/another.md", "# Another\n")
    while edited.state()["built"] == built:
        assert edited.said.count(FAILED) == failed
        time.sleep(0.1)
    assert "UnicodeDecodeError" in edited.get("/other/")
    edited.save("docs/other.md", edited.found["docs/other.md"])
    shown(edited, "/other/", "UnicodeDecodeError", there=False)


def test_after_a_build_that_failed_the_next_save_has_everything_built(edited):
    edited.save("docs/other.md", "---\ntemplate: nowhere.html\n---\n# Other\n")
    edited.save("docs/another.md", "# Another\n")
    told = f"{FAILED}: MkDocs: TemplateNotFound: "
    until = time.monotonic() + 60
    while told not in edited.said:
        assert time.monotonic() < until, edited.said[-2000:]
        time.sleep(0.1)
    assert "Home" in edited.get("/")
    edited.save("docs/other.md", edited.found["docs/other.md"])
    built = edited.state()["built"]
    while edited.state()["built"] == built:
        assert time.monotonic() < until + 60, edited.said[-2000:]
        time.sleep(0.1)
    assert "Another" in edited.get("/another/")


def test_settings_that_cant_be_read_leave_the_site_as_it_was(edited, browser):
    page = browser.new_page()
    page.goto(f"{edited.url}/other/")
    settings = (edited.folder / "mkdocs.yml").read_text()
    before = edited.said.count(FAILED)
    edited.save("mkdocs.yml", settings + "nav: [")
    until = time.monotonic() + 30
    while edited.said.count(FAILED) == before:
        assert time.monotonic() < until, edited.said[-2000:]
        time.sleep(0.1)
    assert "Nothing." in edited.get("/other/")
    edited.edit("docs/other.md", "Nothing.", "Something else.")
    expect(page.get_by_text("Something else.")).to_be_visible()
    built = edited.state()["built"]
    edited.save("mkdocs.yml", settings)
    while edited.state()["built"] == built:
        time.sleep(0.1)
    assert "Something else." in edited.get("/other/")
    page.close()
