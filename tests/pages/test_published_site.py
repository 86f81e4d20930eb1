"""A site knows where it is published by two settings, and does without either."""

import json

import pytest
from bs4 import BeautifulSoup

from claims._pages.sections import Section
from tests.pages.small_site import SHOWN, page, showing
from tests.pages.test_site import KEYS, soup
from tests.views.made_up import entry

ADDRESS, CODE = "https://example.org/deep/er/", "https://github.com/you/claims"
CLAIM = "claims/made_up/statement/index.html"


@pytest.fixture
def published(site, monkeypatch):
    monkeypatch.setenv("SITE_URL", ADDRESS)
    monkeypatch.setenv("REPO_URL", CODE)
    site.sections = [Section("made_up", "Made up", 1)]
    site.nav = "nav: [index.md]"
    site.pages |= {"made_up.ipynb": page(showing(), SHOWN, KEYS)}
    return site


def test_a_claims_page_has_its_full_address_and_ways_to_its_code(published):
    assert published.build() == []
    built = soup(published.read(CLAIM))
    assert f"{ADDRESS}claims/made_up/statement/" in built.select_one(".citation").get_text()
    assert not built.select("[data-site]")
    file = f"{CODE}/edit/main/claims/made_up/statement.py"
    assert {it["href"] for it in built.select("a[rel=edit]")} == {file}
    assert built.select_one('a[href*="/issues/new?"]')["href"].startswith(f"{CODE}/issues/new?")
    home = soup(published.read("index.html"))
    assert home.select_one("a[rel=edit]")["href"] == f"{CODE}/edit/main/docs/index.md"


def test_a_claims_page_has_its_data_where_no_theme_runs_it(published):
    assert published.build() == []
    built = soup(published.read(CLAIM))
    assert len(built.head.select("script[type='application/ld+json']")) == 2
    assert not built.body.select("script[type='application/ld+json']")
    assert "ld+json" not in published.read("index.html")


def test_a_link_to_the_code_asks_its_host_for_nothing(published):
    assert published.build() == []
    built = soup(published.read("index.html"))
    assert {it["href"] for it in built.select("a.md-source")} == {CODE}
    # By this name the theme's script knows what to ask the host about.
    assert not built.select("[data-md-component=source]")


def test_without_settings_nothing_is_edited_or_reported_elsewhere_and_all_still_works(site):
    assert site.build() == []
    built = soup(site.read(CLAIM))
    assert not built.select("a[rel=edit], a.md-source, a[href*='/issues/new']")
    assert built.select("[data-site]")


def test_who_serves_it_isnt_told_to_cite_that_address(published):
    published.build("serve")
    citation = soup(published.read(CLAIM)).select_one(".citation")
    assert ADDRESS not in citation.get_text()
    assert citation.select("[data-site]")


def test_an_unknown_address_shows_a_way_on_from_any_depth(published):
    assert published.build() == []
    shown = soup(published.read("404.html")).select_one("article")
    links = [it["href"] for it in shown.select("a")]
    assert links
    assert all(it.startswith("/deep/er/") for it in links)
    line = shown.select_one("[data-claim='made_up/statement']")
    assert line.a["href"] == "/deep/er/claims/made_up/statement/"
    assert line.select_one(".verdict").get_text() == "refuted"


def test_a_link_below_the_host_that_leaves_the_site_is_refused(published):
    published.pages["index.md"] = '<a href="/elsewhere/">x</a> <a href="/deep/er/made_up/">y</a>'
    (warning,) = published.refused()
    assert warning == "index.html: leads out of the site: /elsewhere/"


def test_every_claim_and_every_verdict_has_a_badge(site):
    site.entries = [entry(), entry("made_up/other", verdict="confirmed")]
    assert site.build() == []
    assert "refuted" in site.read("claims/made_up/statement/badge.svg")
    assert "confirmed" in site.read("claims/made_up/other/badge.svg")
    for verdict in ("confirmed", "refuted", "partly", "outdated", "undecidable", "unchecked"):
        drawn = BeautifulSoup(site.read(f"badges/{verdict}.svg"), "xml").svg
        assert drawn["aria-label"] == f"claim: {verdict}"


def test_a_search_finds_each_claim_once_and_wrong_ones_before_others(site):
    site.entries = [entry(), entry("made_up/other", verdict="confirmed")]
    assert site.build() == []
    found = json.loads(site.read("search/search_index.json"))["docs"]
    claims = {it["location"]: it for it in found if it["location"].startswith("claims/")}
    assert len(claims) == len([it for it in found if it["location"].startswith("claims/")]) == 2
    wrong, right = claims["claims/made_up/statement/"], claims["claims/made_up/other/"]
    assert wrong["boost"] > right["boost"] > 1
    assert "GPT-2 is real." in wrong["text"]
    assert "pytest" not in wrong["text"]
    assert "sinusoids" not in wrong["text"]  # nor anything else of the tables
    assert "data-search-exclude" not in site.read(CLAIM)
