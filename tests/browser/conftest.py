"""One built site for all tests, and one browser; a page that complains fails its test."""

import os
import time

import pytest

from tests.browser.built import build, made_instant, served
from tests.serving import conftest as serving

browser = serving.browser


@pytest.fixture(scope="package")
def built(tmp_path_factory):
    """The site's folder; where tests run in several processes, one of them builds it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "chosen"
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
    else:
        try:
            made_instant(build(folder), folder)
        finally:
            done.touch()
    return folder


@pytest.fixture(scope="package")
def url(built):
    """The site, served."""
    with served(built / "site") as address:
        yield address


@pytest.fixture(scope="package")
def instant(built):
    """The same with the theme's instant navigation, served."""
    with served(built / "instant") as address:
        # Only addresses that are on this list are taken over.
        listed = built / "instant/sitemap.xml"
        text = (built / "site/sitemap.xml").read_text()
        listed.write_text(text.replace("http://127.0.0.1/", f"{address}/"))
        yield address


@pytest.fixture
def tab(browser, url):
    """Opens an address in a tab of some width, with scripts or without."""
    opened, complaints = [], []

    def open_(path, width=1440, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.set_default_timeout(serving.SECONDS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda it: complaints.append(it.text) if it.type == "error" else None)
        page.goto(path if "://" in path else f"{url}{path}")
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()
    assert complaints == []
