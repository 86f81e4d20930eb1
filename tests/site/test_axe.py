"""axe finds nothing on any kind of page, in both palettes and at both widths."""

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.site.axe import SEEN, STILL, violations, violations_on
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.mark.parametrize("width, palette", SEEN)
def test_every_kind_of_page_passes(browser, url, site, width, palette):
    assert violations(browser, url, kinds(site), width, palette) == {}


@pytest.mark.parametrize("width, palette", SEEN)
def test_what_a_search_finds_passes(tab, width, palette):
    page = tab("how_it_works/", width, searching=True, color_scheme=palette)
    page.add_style_tag(content=STILL)
    page.keyboard.press("/")
    page.fill(".md-search__input", "rotary nonsense")  # so that results say what they lack
    page.press(".md-search__input", "End")
    expect(page.locator(".md-search-result__terms").first).to_be_visible()
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
    assert violations_on(page) == []


def test_axe_tells_of_what_is_broken(tab):
    page = tab("")
    page.evaluate("document.querySelector('.md-search').removeAttribute('aria-label')")
    # Of the ground's very colour, a text counts as hidden and is left out.
    page.add_style_tag(content="article h1 { color: #ddd !important }")
    assert {it[0] for it in violations_on(page)} == {"aria-dialog-name", "color-contrast"}
