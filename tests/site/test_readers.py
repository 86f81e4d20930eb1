"""Readers who use a keyboard, ask for less motion, or bring their own colours."""

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.site.built import pages
from tests.site.kinds import kinds
from tests.site.parsing import parsed
from tests.site.tabbing import next_stop, tabbed
from tests.site.weights import file_of

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
MOVING = """() => [...document.querySelectorAll("*")].flatMap((it) =>
  [null, "::before", "::after"].filter((part) => {
    const style = getComputedStyle(it, part);
    const moves = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return moves(style.transitionDuration) || moves(style.animationDuration)
      || style.scrollBehavior === "smooth";
  }).map((part) => `${it.tagName}.${it.className}${part || ""}`))"""
# What somebody can act upon, and what says a verdict.
ACTED_UPON = (
    "//*[self::a or self::button or self::summary or self::input or self::select or @tabindex]"
)
MARKS = (
    "//*[contains(@class, 'verdict') or contains(@class, 'outcome') or contains(@class, 'icon')]"
)
# A mark's colour against what is behind all of the page, once the reader's own colours rule.
FADED = """() => [...document.querySelectorAll(".verdict, .outcome, .icon")].filter((it) => {
  const style = getComputedStyle(it), ground = getComputedStyle(document.body).backgroundColor;
  const drawn = it.matches(".icon") ? style.backgroundColor : style.color;
  return drawn === ground || (it.matches(".icon") && style.maskImage === "none");
}).map((it) => it.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_keyboard_reaches_everything_and_shows_where_it_is(tab, site, width):
    wrong = {}
    for path in kinds(site, ACTED_UPON):
        page = tab(path, width)
        missed, unseen = tabbed(page)
        if missed or unseen:
            wrong[path] = {"missed": missed[:5], "unseen": unseen[:5]}
        page.context.close()
    assert wrong == {}


# Whether what has the focus can be seen, and isn't below something else.
UNCOVERED = """() => {
  const it = document.activeElement, {left, top, width, height} = it.getBoundingClientRect();
  return it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_of_a_phone_opens_by_key_and_shows_each_of_its_links(tab, key):
    page = tab("compare/", 390)
    menu, links = page.get_by_role("button", name="Menu"), page.locator(".md-nav--primary a[href]")
    assert not any(it.is_visible() for it in links.all())
    menu.focus()
    page.keyboard.press(key)
    expect(menu).to_have_attribute("aria-expanded", "true")
    links.first.focus()
    for _ in range(links.count() - 1):
        next_stop(page)
        assert page.evaluate(UNCOVERED), page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_nothing_moves_for_whoever_asks_for_less_motion(tab, site):
    moving = {}
    for path in kinds(site):
        page = tab(path, reduced_motion="reduce")
        moving[path] = page.evaluate(MOVING)
        page.context.close()
    assert {path: it[:5] for path, it in moving.items() if it} == {}


# Lines of one class are meant to look alike; no two classes may.
LINES = """() => [...document.querySelectorAll(".picture svg")].filter((it) => {
  const named = new Map([...it.querySelectorAll("path.curve")].map((line) => {
    const look = getComputedStyle(line);
    const drawn = [look.stroke, look.strokeDasharray, look.strokeWidth];
    return [line.getAttribute("class"), drawn.join()];
  }));
  return new Set(named.values()).size < named.size;
}).map((it) => it.querySelector("title")?.textContent)"""


def test_lines_are_told_apart_in_a_readers_own_colours(tab, site):
    alike = {}
    for path in kinds(site, "//*[local-name() = 'path' and contains(@class, 'curve')]"):
        page = tab(path, forced_colors="active")
        alike[path] = page.evaluate(LINES)
        page.context.close()
    assert alike
    assert {path: it for path, it in alike.items() if it} == {}


def test_without_scripts_no_page_scrolls_sideways_on_a_phone(tab, site):
    wide = {}
    for path in kinds(site):
        page = tab(path, 390, java_script_enabled=False)
        wide[path] = page.locator("html").evaluate("(it) => it.scrollWidth")
        page.context.close()
    assert {path: it for path, it in wide.items() if it > 390} == {}


OPEN = "() => { for (const it of document.querySelectorAll('details')) it.open = true; }"


def test_on_the_smallest_phone_no_page_scrolls_sideways(tab, site):
    wide = {}
    for path in kinds(site):
        page = tab(path, 320)
        page.evaluate(OPEN)
        wide[path] = page.locator("html").evaluate("(it) => it.scrollWidth")
        page.context.close()
    assert {path: it for path, it in wide.items() if it > 320} == {}


# What ends a sentence or a clause behind a mark, and stands further down than the mark does.
REFERENCE = "//a[contains(@class, 'reference')]"
BEGUN = """() => [...document.querySelectorAll("a.reference")].filter((it) => {
  const next = it.nextSibling, mark = it.querySelector(".verdict").getBoundingClientRect();
  if (!/^[.,;:?!)]/.test(next?.data ?? "")) return false;
  const range = document.createRange();
  range.setStart(next, 0);
  range.setEnd(next, 1);
  return range.getBoundingClientRect().top > mark.bottom;
}).map((it) => it.textContent)"""


def test_no_line_begins_with_what_ends_a_sentence(tab, site):
    begun = {}
    for path in filter(lambda it: parsed(file_of(site, it)).xpath(REFERENCE), pages(site)):
        page = tab(path)
        for width in range(340, 420, 10):
            page.set_viewport_size({"width": width, "height": 800})
            begun[path, width] = page.evaluate(BEGUN)
        page.context.close()
    assert begun
    assert {path: it for path, it in begun.items() if it} == {}


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_marks_are_seen_in_a_readers_own_colours(tab, site, palette):
    faded = {}
    for path in kinds(site, MARKS):
        page = tab(path, forced_colors="active", color_scheme=palette)
        faded[path] = page.evaluate(FADED)
        page.context.close()
    assert {path: it[:5] for path, it in faded.items() if it} == {}
