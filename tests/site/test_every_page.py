"""Budgets and manners that hold for every page of the built site."""

import re
from collections import Counter

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.built import ROOT, pages
from tests.site.kinds import kinds
from tests.site.parsing import parsed
from tests.site.visits import asked_later, visited
from tests.site.weights import FIRST_VIEW, NOTEBOOK, file_of, gzipped, table, weight

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
MARKS = "//span[starts-with(@class, 'verdict ') or starts-with(@class, 'outcome ')]"
SMALLEST = 11  # pixels of a picture's words on a phone
REPEATED = 400  # bytes on every page that a file of its own would spare


@pytest.fixture(scope="module")
def visits(site, browser, url):
    """Every page, opened on a phone."""
    return visited(browser, url, pages(site), width=390)


@pytest.fixture(scope="module")
def wide(site, browser, url):
    """One page of each kind, opened on a desk."""
    return visited(browser, url, kinds(site), width=1440)


def notebooks():
    return [f"{it.stem}/".replace("index/", "") for it in (ROOT / "docs").glob("*.ipynb")]


def test_a_page_of_a_notebook_is_light(site):
    heavy = {it: gzipped(file_of(site, it)) for it in notebooks()}
    assert {it: size for it, size in heavy.items() if size > NOTEBOOK} == {}


@needs_browser
def test_a_first_view_is_light(site, visits, browser, url):
    shared = asked_later(browser, url)
    weights = [weight(site, it, shared) for it in visits]
    (ROOT / "build/page_weights.md").write_text(table(weights))
    assert [it for it in weights if it.first_view > FIRST_VIEW] == []


@needs_browser
def test_no_request_leaves_the_site(visits, url):
    foreign = [(it.path, to) for it in visits for to in it.asked if not to.startswith(url)]
    assert [it for it in foreign if not it[1].startswith("data:")] == []


@needs_browser
def test_no_page_complains_in_the_console(visits):
    assert [(it.path, it.complaints) for it in visits if it.complaints] == []


@needs_browser
def test_no_page_scrolls_sideways_on_a_phone(visits):
    assert [(it.path, it.width) for it in visits if it.width > 390] == []


@needs_browser
def test_the_words_of_a_picture_are_readable_on_a_phone(visits):
    small = [(it.path, it.smallest) for it in visits if it.smallest < SMALLEST]
    assert small == []


@needs_browser
def test_no_mark_covers_what_stands_beside_it(visits, wide):
    assert [(it.path, it.covered) for it in [*visits, *wide] if it.covered] == []


@needs_browser
def test_a_table_that_scrolls_keeps_its_first_column_in_sight(visits):
    assert [(it.path, it.moved) for it in visits if it.moved] == []


def test_nothing_long_is_repeated_on_every_page(site):
    texts = [content(file_of(site, it)) for it in pages(site)]
    found = Counter(piece for text in texts for piece in set(blocks(text)))
    often = [it for it, times in found.items() if times > len(texts) / 2 and len(it) > REPEATED]
    assert often == []


def content(file):
    """What is ours of a page: the theme's frame repeats its navigation, which differs by page."""
    return re.search(r"<article class=\"md-content.*?(?=<footer)", file.read_text(), re.S)[0]


def blocks(text):
    """The styles, scripts and drawings that stand in a page itself."""
    kinds = ("style", "script", "svg", "symbol", "defs")
    found = (re.findall(rf"<{kind}\b.*?</{kind}>", text, re.S) for kind in kinds)
    return [it for pieces in found for it in pieces]


def test_every_heading_of_a_table_says_what_it_heads(site):
    unsaid = [(path, it.text_content()) for path, it in each(site, "//th[not(@scope)]")]
    bare = [(path, "no heading") for path, _ in each(site, "//article//table[not(.//th)]")]
    assert unsaid + bare == []


def test_an_id_is_of_one_element(site):
    found = Counter((path, it.get("id")) for path, it in each(site, "//*[@id]"))
    assert [it for it, times in found.items() if times > 1] == []


def test_the_first_link_of_a_page_skips_to_what_it_says(site):
    wrong = {}
    for path in [*pages(site), "404.html"]:
        page = parsed(file_of(site, path))
        first = page.xpath("//a[@href]")[0]
        there = page.xpath(f"//article//*[@id='{first.get('href').removeprefix('#')}']")
        if "md-skip" not in first.get("class", "") or not there:
            wrong[path] = first.get("href")
    assert wrong == {}


def test_a_verdict_is_an_icon_and_a_word_and_a_colour(site):
    wrong = []
    for path, mark in each(site, MARKS):
        coloured = [it for it in mark.get("class").split() if it.startswith("is-")]
        icons = mark.xpath("i[starts-with(@class, 'icon of-') and @aria-hidden='true']")
        if not (icons and mark.text_content().strip() and coloured):
            wrong.append((path, mark.get("class"), mark.text_content()))
    assert wrong == []


def each(site, xpath):
    """Every element of the site that a path finds, with its page's address."""
    for path in pages(site):
        yield from ((path, it) for it in parsed(file_of(site, path)).xpath(xpath))
