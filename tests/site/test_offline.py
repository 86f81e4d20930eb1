"""The site as a folder that a browser opens without a server."""

import pytest
from playwright.sync_api import expect

from claims._pages.links import problems
from tests.serving.served import CHROMIUM, MISSING
from tests.site.offline import offline_site

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

CLAIM = "claims/feed_forward/gpt2_feed_forward_uses_relu.html"


@pytest.fixture(scope="module")
def offline():
    """The folder."""
    return offline_site()


def test_every_link_of_it_leads_to_a_file(offline):
    assert problems(offline) == []


def test_its_pages_open_and_lead_to_each_other(offline, tab):
    page, asked, complaints = tab("about:blank"), [], []
    page.on("request", lambda it: asked.append(it.url))
    page.on("console", lambda it: complaints.append(it.text) if it.type == "error" else None)
    page.on("pageerror", lambda it: complaints.append(str(it)))
    page.goto((offline / "index.html").as_uri())
    page.locator("article .belief a").first.click()
    expect(page.locator("article.md-content__inner .verdict").first).to_be_visible()
    page.locator(".md-nav--primary").get_by_role("link", name="Statements").click()
    page.locator("form.choose-statements [name=find]").fill("sinusoid")
    expect(page.locator("form.choose-statements [role=status]")).to_contain_text(" of ")
    page.locator(".md-nav--primary").get_by_role("link", name="Compare").click()
    page.get_by_label("llama-2-70b").check()
    expect(page.locator("form.choose-compare [role=status]")).to_contain_text("differ")
    page.locator(".md-nav--primary").get_by_role("link", name="Calculator").click()
    page.get_by_label("Layers").fill("13")
    expect(page.locator("form [role=status]")).to_contain_text("parameters")
    assert page.url.startswith(offline.as_uri())
    assert [it for it in asked if not it.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []


def test_a_claims_page_can_be_taken_along(offline, tab):
    """What scripts add to a page is there, and its own address stands in it."""
    page = tab((offline / CLAIM).as_uri())
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(page.locator("article")).to_contain_text(offline.as_uri())
    assert "[address of" not in page.locator("article").text_content()
    buttons = page.locator("article .md-code__button")
    assert buttons.count() >= page.locator("article pre").count() > 0


def test_a_page_of_any_build_knows_where_it_is(site, tab):
    """Opened from its folder, the theme's instant navigation tells of no page."""
    page = tab((site / f"{CLAIM.removesuffix('.html')}/index.html").as_uri())
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    assert "[address of" not in page.locator("article").text_content()


def test_the_page_of_unknown_addresses_has_its_style_and_leads_on(offline, tab):
    page = tab("about:blank")
    missing = []

    def failed(request):
        # What a page was still loading when it was left is not missing.
        if request.failure != "net::ERR_ABORTED":
            missing.append(request.url)

    page.on("requestfailed", failed)
    page.goto((offline / "404.html").as_uri())
    page.locator("article [data-claim] a").first.click()
    expect(page.locator("article .verdict").first).to_be_visible()
    page.go_back()
    page.locator(".md-nav--primary").get_by_role("link", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("Compare")
    assert missing == []


def test_its_search_finds_a_claim(offline, tab):
    page = tab((offline / "how_it_works.html").as_uri(), searching=True)
    page.get_by_label("Search").first.focus()
    page.keyboard.press("/")
    # The word at once, and one key: the first result answers it, and no part of it.
    page.fill(".md-search__input", "rotary")
    page.press(".md-search__input", "End")
    found = page.locator(".md-search-result__link").first
    expect(found).to_be_visible()
    found.click()
    expect(page.locator("article")).to_contain_text("rotary")
    assert page.url.startswith(offline.as_uri())
