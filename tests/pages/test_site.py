"""What a strict build takes, what it refuses, and what someone who is editing sees instead."""

import json

import pytest
from bs4 import BeautifulSoup
from nbclient.exceptions import CellExecutionError

from claims._pages.sections import Section
from tests.pages.small_site import REFERENCE, SHOWN, page, showing
from tests.views.made_up import HOSTILE, entry

KEYS = {"made_up/statement": entry()["key"]}


def soup(html):
    return BeautifulSoup(html, "lxml")


def test_a_page_shows_the_view_in_place_of_its_cell(site):
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS)
    assert site.build() == []
    built = soup(site.read("page/index.html")).article
    assert built.select_one("article.claim .verdict").get_text() == "refuted"
    assert not built.select("style, script, [class^=jp-], pre")
    assert built.select_one("a.reference")["href"] == "../claims/made_up/statement/"


def test_a_reference_shows_the_present_verdict_in_markdown_too(site):
    site.pages["index.md"] = REFERENCE
    assert site.build() == []
    link = soup(site.read("index.html")).select_one("a.reference")
    assert link["href"] == "./claims/made_up/statement/"
    assert link.get_text().split() == ["what", "it", "says", "refuted"]


def test_every_claim_has_a_page_and_a_place_in_the_export(site):
    site.entries = [entry(), entry("made_up/other", statement=HOSTILE)]
    assert site.build() == []
    assert "GPT-2 is made up." in site.read("claims/made_up/statement/index.html")
    other = soup(site.read("claims/made_up/other/index.html"))
    assert other.h1.get_text() == HOSTILE
    exported = json.loads(site.read("claims.json"))
    assert [it["id"] for it in exported["claims"]] == ["made_up/statement", "made_up/other"]


def test_a_reference_to_an_unknown_claim_is_refused(site):
    site.pages["index.md"] = "[words](claim:made_up/missing)"
    assert site.refused() == ["index.md: unknown claim 'made_up/missing'"]
    assert "unknown claim made_up/missing" in site.read("index.html")


def test_a_card_of_an_unknown_claim_is_refused(site):
    code = showing().replace("card('made_up/statement')", "card('made_up/missing')")
    site.pages["page.ipynb"] = page(code, SHOWN, KEYS)
    assert site.refused() == ["page.ipynb: unknown claim 'made_up/missing'"]


def test_an_output_that_differs_is_refused(site):
    site.pages["page.ipynb"] = page(showing("claim made_up/statement\nnew"), SHOWN, KEYS)
    (warning,) = site.refused()
    assert "page.ipynb: code cell 1 stored 'finding: GPT-2 is real.', put out 'new'" in warning


def test_a_stale_output_is_refused(site):
    site.pages["page.ipynb"] = page(showing(), SHOWN, {"made_up/statement": "an older key"})
    (warning,) = site.refused()
    assert "page.ipynb: has stored stale results of made_up/statement" in warning


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception", "nbval-skip"])
def test_a_cell_that_is_left_out_is_refused_and_shown_to_who_edits(site, tag):
    tagged = f'"metadata": {{"tags": ["{tag}"]}}'
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS).replace('"metadata": {}', tagged, 2)
    words = "page.ipynb: code cell 1 switches a check off, by a comment or a tag"
    assert site.refused() == [words]
    site.build("serve")
    assert words in soup(site.read("page/index.html")).select_one("aside.banner").get_text()


def test_a_result_that_differs_from_the_published_one_is_refused(site):
    site.problems = ("made_up/statement: verdict: expected confirmed, measured refuted",)
    assert site.refused() == list(site.problems)


def test_a_failing_cell_breaks_the_build(site):
    site.pages["page.ipynb"] = page("1 / 0", "", {})
    with pytest.raises(CellExecutionError):
        site.build()


def test_a_dead_anchor_is_refused(site):
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS).replace("# Page", "# P\\n[x](#gone)")
    assert site.refused() == ["page/index.html: dead anchor #gone"]


def test_who_is_editing_sees_the_error_and_the_site_goes_on(site):
    site.problems = ("made_up/statement: finding: expected 'a', measured 'b'",)
    site.pages["page.ipynb"] = page("1 / 0", "", {})
    site.build("serve")
    built = soup(site.read("page/index.html"))
    assert "ZeroDivisionError" in built.select_one(".cell-output").get_text()
    assert site.problems[0] in built.select_one("aside.banner").get_text()


STATEMENTS = [
    '<img src=x onerror="alert(1)">',
    "</title><script>alert(1)</script>",
    """It's "quoted" & so on: {{ 1 }}""",
    "\U0001d703 turns \U0001f600, \x7f stays",
    HOSTILE,
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_is_text_wherever_its_page_names_it(site, statement):
    site.entries = [entry(statement=statement)]
    assert site.build() == []
    built = soup(site.read("claims/made_up/statement/index.html"))
    assert built.title.get_text() == f"{statement} - GPT-2 and LLaMA, checked"
    assert built.select("header .md-ellipsis")[1].get_text().strip() == statement
    assert built.h1.get_text() == statement
    assert not built.select("img[onerror]")
    assert "alert(1)" not in [it.get_text() for it in built.select("script")]
    found = json.loads(site.read("search/search_index.json"))["docs"]
    (title,) = [it["title"] for it in found if it["location"] == "claims/made_up/statement/"]
    assert soup(f"<p>{title}</p>").p.decode_contents() == title  # it is escaped, and once
    assert soup(f"<p>{title}</p>").p.get_text() == statement


def test_a_sections_title_is_text_in_the_navigation_and_on_its_page(site):
    title = "</title><script>alert(1)</script> & more"
    site.sections = [Section("page", title, 1)]
    site.nav = "nav: [index.md]"
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS)
    assert site.build() == []
    built = soup(site.read("page/index.html"))
    assert built.title.get_text().startswith(title)
    assert title in [it.get_text().strip() for it in built.select("nav .md-ellipsis")]
    assert "alert(1)" not in [it.get_text() for it in built.select("script")]


def test_what_isnt_read_section_by_section_leaves_the_space_to_its_tables(site):
    site.sections = [Section("page", "Page", 1)]
    site.pages |= {"page.ipynb": page(showing(), SHOWN, KEYS)}
    site.pages |= {"other.ipynb": page(showing(), SHOWN, KEYS)}
    assert site.build() == []
    for name, hidden in (("page", False), ("other", True), ("claims/made_up/statement", True)):
        built = soup(site.read(f"{name}/index.html"))
        assert built.select_one(".md-sidebar--secondary").has_attr("hidden") == hidden
