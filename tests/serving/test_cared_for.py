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
