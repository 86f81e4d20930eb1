"""The real site, a host for it, and one browser."""

from urllib.parse import urljoin

import pytest

from tests.serving import conftest as serving
from tests.site.built import built_site
from tests.site.host import Host
from tests.site.visits import without_index

browser = serving.browser


@pytest.fixture(scope="package")
def site():
    """The folder of the built site."""
    return built_site()


@pytest.fixture(scope="package")
def url(site):
    """The site, served."""
    with Host(site) as host:
        yield host.url


@pytest.fixture
def tab(browser, url):
    """Opens an address below the site's root as somebody would with given settings."""
    opened = []

    def open_(path, width=1440, searching=False, **settings):
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        if not searching:
            without_index(context)
        context.set_default_timeout(serving.SECONDS)
        opened.append(context)
        page = context.new_page()
        page.goto(urljoin(url, path))
        return page

    yield open_
    for context in opened:
        context.close()
