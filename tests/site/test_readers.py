"""Readers who use a keyboard, ask for less motion, or bring their own colours."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.kinds import kinds
from tests.site.tabbing import tabbed

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


def test_nothing_moves_for_whoever_asks_for_less_motion(tab, site):
    moving = {}
    for path in kinds(site):
        page = tab(path, reduced_motion="reduce")
        moving[path] = page.evaluate(MOVING)
        page.context.close()
    assert {path: it[:5] for path, it in moving.items() if it} == {}


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_marks_are_seen_in_a_readers_own_colours(tab, site, palette):
    faded = {}
    for path in kinds(site, MARKS):
        page = tab(path, forced_colors="active", color_scheme=palette)
        faded[path] = page.evaluate(FADED)
        page.context.close()
    assert {path: it[:5] for path, it in faded.items() if it} == {}
