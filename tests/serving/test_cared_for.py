"""What scripts do for a page that comes, they do for what is put in place while it is open."""

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import FINDING, UP, checked

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
# Whether the page was asked for once more since it is open, and that long ago that it is in place.
LOOKED = """() => performance.getEntriesByType("resource").some(
  (it) => it.name === location.href && performance.now() - it.responseEnd > 500)"""
# What is shown without a script's care.
LEFT = """() => {
  const all = (it) => [...document.querySelectorAll(`.md-content__inner ${it}`)];
  return [
    ...all("[data-copy-link]").filter((it) => it.hidden),
    ...all("[data-site]").filter((it) => it.textContent !== `${location.origin}/`),
    ...all("pre > code").filter((it) => !it.parentElement.querySelector(".md-code__button")),
    ...all(".worded > table td").filter((it) => !it.dataset.head),
  ].map((it) => it.outerHTML);
}"""
KEPT = ".md-content__inner .whole"


@pytest.mark.parametrize("path", ["/claims/made/up/", "/all/"])
def test_a_page_that_has_just_come_stays_as_it_is(tab, path):
    page = tab(path)
    page.evaluate("for (const it of document.querySelector('article').children) it.same = true")
    page.wait_for_function(LOOKED)
    assert page.evaluate("[...document.querySelector('article').children].every((it) => it.same)")
    assert page.evaluate(LEFT) == []


@pytest.mark.parametrize("path", ["/claims/made/up/", "/all/"])
def test_what_is_put_in_place_is_cared_for(house, tab, path):
    page = tab(path)
    page.wait_for_function(LOOKED)
    checked(page)
    house.edit(UP, FINDING, "As GPT-2 had it: {width}.")
    expect(page.locator("article")).to_contain_text("As GPT-2 had it: 768.")
    checked(page)
    expect(page.locator(KEPT, has_text="GPT-2").first).to_be_visible()
    assert page.evaluate(LEFT) == []
    # Names are kept whole wherever they stand, and once.
    assert page.locator(f"{KEPT} .whole").count() == 0
    told = page.locator(".problems, .finding", has_text="As GPT-2 had it").first
    assert told.locator(".whole").count() > 0


def test_who_types_goes_on_where_they_were(house, tab):
    page = tab("/all/")
    checked(page)
    search = page.get_by_role("searchbox")
    search.fill("width")
    page.keyboard.press("ArrowLeft")
    house.edit(UP, FINDING, "The widtxh is {width}.")
    expect(page.locator("article")).to_contain_text("The widtxh is 768.")
    page.keyboard.type("x")
    expect(search).to_have_value("widtxh")
    expect(page.locator(".choice [role=status]")).to_have_text("All 1 statements.")


def test_what_one_reads_stays_where_it_is_when_something_is_told_above(house, tab):
    page = tab("/made/")
    page.set_viewport_size({"width": 390, "height": 250})
    card = page.locator("article.claim")
    checked(page)
    card.evaluate("it => window.scrollBy(0, it.getBoundingClientRect().top + 20)")
    before = card.bounding_box()["y"]
    house.edit(UP, FINDING, "Further down it is {width}.")
    expect(card).to_contain_text("Further down it is 768.")
    checked(page)
    expect(page.locator("aside.banner")).to_have_count(1)
    assert abs(card.bounding_box()["y"] - before) < 2
