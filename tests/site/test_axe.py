"""axe finds nothing: every kind of page in both palettes at both widths, and every page once."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.axe import violations, violations_on
from tests.site.built import pages
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
SEEN = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]


@pytest.mark.parametrize("width, palette", SEEN)
def test_every_kind_of_page_passes(browser, url, site, width, palette):
    assert violations(browser, url, kinds(site), width, palette) == {}


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_passes(browser, url, site, half):
    left = [it for it in pages(site) if it not in kinds(site)]
    width, palette = SEEN[3 * half]  # one half on a phone by day, the other on a desk by night
    assert violations(browser, url, left[half::2], width, palette) == {}


def test_axe_tells_of_what_is_broken(tab):
    page = tab("")
    page.evaluate("document.querySelector('.md-search').removeAttribute('aria-label')")
    # Of the ground's very colour, a text counts as hidden and is left out.
    page.add_style_tag(content="article h1 { color: #ddd !important }")
    assert {it[0] for it in violations_on(page)} == {"aria-dialog-name", "color-contrast"}
