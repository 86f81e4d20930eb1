"""The real site, built and served once, and a browser to read it in."""

import pytest
from playwright.sync_api import sync_playwright

from tests.reading.whole_site import built, serving
from tests.serving.conftest import SECONDS
from tests.serving.served import CHROMIUM


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """The folder that the site was built into."""
    return built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="package")
def address(site):
    """Where it is served, below the host's root as it would be on many hosts."""
    with serving(site.parents[1]) as found:
        yield found


@pytest.fixture(scope="package")
def chromium():
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(chromium, address):
    """Opens a page in a window of a size, and refuses whatever asks another host."""
    contexts = []

    def opened(path, width=1440, height=900, **more):
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SECONDS)
        page.on("request", lambda it: asked.append(it.url))
        page.goto(f"{address}{path}")
        return page

    asked = []
    yield opened
    for context in contexts:
        context.close()
    assert [it for it in asked if not it.startswith(address)] == []
