"""One small house, served for all tests, and one browser."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.serving.served import CHROMIUM, Served
from tests.serving.small_house import small_house

SECONDS = 120_000  # a machine may have other things to do; nothing here is timed


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """The small house, as it was found and as each test leaves it."""
    folder = tmp_path_factory.mktemp("served")
    found = small_house(folder)
    with Served(folder) as served:
        served.found = found
        served.wait_until_checked()
        yield served


@pytest.fixture(scope="package")
def browser():
    """Debian's Chromium, without a window."""
    expect.set_options(timeout=SECONDS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser, house):
    """Opens an address in a tab, which remembers whether it was loaded again."""
    tabs = []

    def opened(path):
        page = browser.new_page()
        page.set_default_timeout(SECONDS)
        page.goto(f"{house.url}{path}")
        page.evaluate("window.never = 'reloaded'")
        tabs.append(page)
        return page

    yield opened
    for page in tabs:
        assert page.evaluate("window.never") == "reloaded"
        page.close()
    restore(house)


def restore(house):
    """Put back what was edited."""
    for name, text in house.found.items():
        if (house.folder / name).read_text() != text:
            house.save(name, text)
    house.wait_until_checked()
