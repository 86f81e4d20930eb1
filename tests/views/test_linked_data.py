"""What a claim's page says to machines is valid by the vocabularies, and can't leave its script."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import tomli
from bs4 import BeautifulSoup

from claims._core.words import Outcome, Verdict
from claims._views.linked_data import linked_data
from claims._views.published import Published
from tests.views.made_up import HOSTILE, entry, place, undecidable, unit

VOCABULARIES = Path(__file__).parents[1] / "vocabularies"
SITE = Published("A site", "https://example.org/deep/", "")


@cache
def vocabulary(name):
    return tomli.loads((VOCABULARIES / f"{name}.toml").read_text())


def said(made, **changes):
    """The review and the assertions that a claim's page holds."""
    html = linked_data(replace(place(made), **changes), made["id"])
    scripts = BeautifulSoup(html, "lxml").select('script[type="application/ld+json"]')
    return [json.loads(it.get_text()) for it in scripts]


def properties(kind):
    """All that schema.org lets a type have, from itself and its parents."""
    known = vocabulary("schema_org")[kind]
    return set(known["properties"].split()).union(*map(properties, known["parents"]))


def wrong_terms(data):
    """Every term of a piece of schema.org data that its type doesn't have."""
    if isinstance(data, list):
        return [wrong for it in data for wrong in wrong_terms(it)]
    if not isinstance(data, dict):
        return []
    names = [it for it in data if not it.startswith("@")]
    wrong = [f"{data['@type']}.{it}" for it in names if it not in properties(data["@type"])]
    return wrong + [it for name in names for it in wrong_terms(data[name])]


@pytest.mark.parametrize("made", [entry(), undecidable(), entry(told=["courses"])])
def test_a_review_uses_terms_of_schema_org_alone(made):
    review = said(made)[0]
    assert review["@context"] == "https://schema.org"
    assert wrong_terms(review) == []


def test_a_term_that_a_type_doesnt_have_is_noticed():
    assert wrong_terms({"@type": "Rating", "verdict": "refuted"}) == ["Rating.verdict"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_review_says_what_a_search_engine_asks_of_it(verdict):
    review = said(entry(verdict=verdict), published=SITE)[0]
    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://example.org/deep/claims/made_up/statement/"
    assert review["claimReviewed"] == review["itemReviewed"]["name"] == "GPT-2 is made up."
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["reviewRating"]["alternateName"] == verdict
    assert review["author"]["name"] == "A site"
    assert review["datePublished"] == "2026-11-23"


@pytest.mark.parametrize(
    "verdict, value", [("confirmed", 5), ("partly", 3), ("outdated", 2), ("refuted", 1)]
)
def test_a_rating_in_numbers_goes_by_the_verdict(verdict, value):
    units = [unit("a", "passed"), unit("b", "passed"), unit("c", "passed"), unit("d")]
    rating = said(entry(verdict=verdict, outcomes=units))[0]["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, value, 5)


def test_what_was_decided_on_some_units_alone_has_no_rating_in_numbers():
    units = [unit("a", "passed"), unit("b", "untested")]
    made = entry(verdict="confirmed", outcomes=units, coverage={"decided": 1, "of": 2})
    assert "ratingValue" not in said(made)[0]["reviewRating"]


def test_what_was_decided_on_nothing_has_no_rating_in_numbers():
    assert "ratingValue" not in said(undecidable())[0]["reviewRating"]


def test_assertions_use_terms_of_earl_alone():
    known = vocabulary("earl")
    shared = set(known["shared"].split())
    units = [unit(str(it), it) for it in Outcome] + [unit("gpt2")]
    data = said(entry(outcomes=units))[1]
    assert data["@context"]["@vocab"] == "http://www.w3.org/ns/earl#"
    asserted = [it for it in data["@graph"] if it["@type"] == "Assertion"]
    parts = [
        *data["@graph"],
        *(it["subject"] for it in asserted),
        *(it["result"] for it in asserted),
    ]
    for it in parts:
        kinds = it["@type"] if isinstance(it["@type"], list) else [it["@type"]]
        assert set(kinds) <= set(known["classes"].split())
        own = {name for kind in kinds for name in known["properties"].get(kind, "").split()}
        assert {name for name in it if name[0] != "@"} <= own | shared
    assert {it["result"]["outcome"] for it in asserted} == set(known["outcomes"].split())
    assert {it["mode"] for it in asserted} <= set(known["modes"].split())


def test_an_assertion_points_at_the_check_the_statement_and_the_checkpoints_page():
    data = said(entry(outcomes=[unit("gpt2"), unit("a pair")]), published=SITE)[1]
    ids = [it["@id"] for it in data["@graph"] if "@id" in it]
    first, second = (it for it in data["@graph"] if it["@type"] == "Assertion")
    assert {first["assertedBy"], first["test"]} == set(ids)
    assert first["subject"]["@id"] == "https://example.org/deep/checkpoints/gpt2/"
    assert second["subject"] == {"@type": "TestSubject", "dct:title": "a pair"}


def test_what_follows_from_others_asserts_what_came_of_them():
    verdicts = {"made_up/one": "confirmed", "made_up/other": "confirmed"}
    both = unit("made_up/one and made_up/other", "passed", **verdicts)
    made = entry(verdict="confirmed", follows=list(verdicts), outcomes=[both])
    known = place(made, *(entry(id=it) for it in verdicts))
    html = linked_data(known, made["id"])
    _, assertions = BeautifulSoup(html, "lxml").select("script")
    it = json.loads(assertions.get_text())["@graph"][-1]
    assert it["subject"] == [
        {"@id": f"../claims/{name}/", "@type": "TestSubject", "dct:title": name}
        for name in verdicts
    ]
    assert it["result"]["outcome"] == "passed"
    assert it["result"]["info"] == "made_up/one: confirmed, made_up/other: confirmed"


def test_what_has_no_outcome_asserts_nothing():
    assert len(said(undecidable(outcomes=[]))) == 1


def test_without_a_sites_address_all_are_relative_to_the_page():
    assert said(entry())[0]["url"] == "../claims/made_up/statement/"


def test_hostile_words_neither_end_their_script_nor_begin_another():
    source = {"id": "x", "title": HOSTILE, "url": "javascript:alert(1)", "date": HOSTILE}
    words = {"statement": HOSTILE, "finding": HOSTILE, "told": [HOSTILE], "sources": [source]}
    made = entry(**words, outcomes=[unit(HOSTILE, **{HOSTILE: HOSTILE})])
    review, assertions = said(made)
    assert review["claimReviewed"] == HOSTILE
    assert review["citation"][0] == {
        "@type": "CreativeWork",
        "name": HOSTILE,
        "datePublished": HOSTILE,
    }
    assert assertions["@graph"][-1]["subject"]["dct:title"] == HOSTILE
    html = linked_data(place(made), made["id"])
    assert HOSTILE not in html
    assert html.count("</script>") == html.count("<script") == 2
