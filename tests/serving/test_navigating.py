"""Pages that a reader goes to without a load are marked, and show their own present text."""

import time

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import FINDING, LINK, UP, begun, checked, shown
from tests.site.test_instant import READY

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
SLOW = "    import time\n    time.sleep(4)\n    width = "

# Keep back the first answer that is asked for because of a save.
HOLD = """() => {
  const own = window.fetch;
  window.fetch = async (where, how) => {
    const answer = await own(where, how);
    if (how?.cache === "no-store" && !window.release)
      await new Promise((done) => { window.release = done; });
    return answer;
  };
}"""


def go(page, path):
    """Follow a link of the navigation, once the theme takes it over."""
    page.evaluate(
        "(to) => [...document.querySelectorAll('.md-nav a')].find((it) => it.pathname === to)"
        ".click()",
        path,
    )


def test_a_site_that_is_published_below_a_folder_is_served_at_the_root(house, tab):
    assert f"Serving on {house.url}/\n" in house.said
    assert f'<link rel="canonical" href="{house.url}/other/">' in house.get("/other/")
    page = begun(tab)
    house.edit(UP, FINDING, "At the root it is {width}.")
    shown(page, "At the root it is 768.")
    checked(page)


def test_a_page_that_one_goes_to_while_a_check_runs_is_marked(house, tab):
    page = tab("/other/")
    page.wait_for_function(READY)
    house.edit(UP, "    width = ", SLOW)
    while not house.state()["checking"]:
        time.sleep(0.05)
    go(page, "/")
    expect(page.locator(f"{LINK}.is-checking")).to_have_count(1, timeout=3000)
    checked(page)


def test_a_page_shows_its_own_text_when_that_of_another_comes_late(house, tab):
    page = begun(tab)
    page.wait_for_function(READY)
    page.evaluate(HOLD)
    house.edit(UP, FINDING, "Late it is {width}.")
    page.wait_for_function("!!window.release")
    go(page, "/other/")
    expect(page.locator("h1")).to_contain_text("Other")
    page.evaluate("window.release()")
    page.wait_for_timeout(1000)
    expect(page.locator("h1")).to_contain_text("Other")
    go(page, "/made/")
    shown(page, "Late it is 768.")
    checked(page)
