"""axe finds nothing on any kind of page, in both palettes and at both widths."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.axe import SEEN, violations, violations_on
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.mark.parametrize("width, palette", SEEN)
def test_every_kind_of_page_passes(browser, url, site, width, palette):
    assert violations(browser, url, kinds(site), width, palette) == {}


def test_axe_tells_of_what_is_broken(tab):
    page = tab("")
    page.evaluate("document.querySelector('.md-search').removeAttribute('aria-label')")
    # Of the ground's very colour, a text counts as hidden and is left out.
    page.add_style_tag(content="article h1 { color: #ddd !important }")
    assert {it[0] for it in violations_on(page)} == {"aria-dialog-name", "color-contrast"}
