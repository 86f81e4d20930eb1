"""Statements: filtered and searched as one types, the choice in the address."""

import json

import pytest
from playwright.sync_api import expect

from claims._core.discovery import load_all
from claims._core.published import read
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
CLAIMS = load_all()
PUBLISHED = read()


def shown(page):
    """The claims whose rows are shown."""
    expect(page.locator("form.choose-statements")).to_be_visible()
    rows = page.locator(".statements tr:has(th[scope=row]):visible")
    links = rows.locator("th a").evaluate_all("all => all.map((it) => it.getAttribute('href'))")
    # Instant navigation, where it is on, writes addresses out in full.
    return [it.partition("claims/")[2].rstrip("/") for it in links]


def told(page):
    return page.locator("form.choose-statements [role=status]")


def test_all_are_shown_at_first(tab):
    page = tab("/statements/")
    assert sorted(shown(page)) == sorted(CLAIMS)
    expect(told(page)).to_have_text(f"All {len(CLAIMS)} statements.")


@pytest.mark.parametrize(
    "label, value, fits",
    [
        ("Section", "attention", lambda it: it.startswith("attention/")),
        ("Verdict", "refuted", lambda it: PUBLISHED[it].verdict == "refuted"),
        ("Verdict", "outdated", lambda it: PUBLISHED[it].verdict == "outdated"),
        ("Told by", "folklore", lambda it: "folklore" in CLAIMS[it].origin),
        ("Told by", "field", lambda it: "field" in CLAIMS[it].origin),
    ],
)
def test_a_choice_keeps_what_fits(tab, label, value, fits):
    page = tab("/statements/")
    page.get_by_label(label).select_option(value)
    expected = sorted(filter(fits, CLAIMS))
    assert sorted(shown(page)) == expected
    assert 0 < len(expected) < len(CLAIMS)
    expect(told(page)).to_have_text(f"{len(expected)} of {len(CLAIMS)} statements.")


@pytest.mark.parametrize(
    "words, meant",
    [
        ("sinusoidal", "position_encoding/gpt2_positions_are_fixed_sinusoids"),
        ("117M", "scale/smallest_gpt2_has_117_million_parameters"),
        ("RoPE", "position_encoding/llama_positions_are_rotary"),
        ("ReLUs", "feed_forward/gpt2_feed_forward_uses_relu"),
        ("normalisation", "normalization/llama_uses_layer_normalization"),
        ("optimized", "training/llama_was_optimised_alike"),
        ("10000", "position_encoding/llama_rope_base_is_10_000"),
        ("50257", "scale/vocabulary_is_set_by_the_generation"),
        ("layer-norm", "normalization/llama_uses_layer_normalization"),
        ("no-bias", "architecture/llama_has_no_biases"),
        ("queries", "attention/gpt2_fuses_query_key_and_value"),
    ],
)
def test_other_words_for_it_find_a_statement(tab, words, meant):
    page = tab(f"/statements/?find={words}")
    assert meant in shown(page)


@pytest.mark.parametrize("kind", ["behaviour", "tensors", "paper"])
def test_evidence_keeps_what_rests_on_it(tab, built, kind):
    page = tab("/statements/")
    page.get_by_label("Rests on").select_option(kind)
    results = json.loads((built / "site/claims.json").read_text())["claims"]
    expected = [it["id"] for it in results if kind in it["evidence"]]
    assert sorted(shown(page)) == sorted(expected)
    assert 0 < len(expected) < len(CLAIMS)


def test_choices_add_up(tab):
    page = tab("/statements/")
    page.get_by_label("Section").select_option("attention")
    page.get_by_label("Verdict").select_option("confirmed")
    both = [
        it for it in CLAIMS if it.startswith("attention/") and PUBLISHED[it].verdict == "confirmed"
    ]
    assert sorted(shown(page)) == sorted(both)


def test_typing_finds_words_of_statements_findings_ids_and_what_is_told(tab):
    page = tab("/statements/")
    search = page.get_by_role("searchbox")
    for words, found in [
        ("RELU", "feed_forward/gpt2_feed_forward_uses_relu"),
        ("gpt2_feed_forward_uses_relu", "feed_forward/gpt2_feed_forward_uses_relu"),
        ("124,439,808", "scale/smallest_gpt2_has_117_million_parameters"),
        ("mebibyte  llama", "attention/llama_caches_half_a_mebibyte_a_token"),
    ]:
        search.fill("")
        search.press_sequentially(words)
        assert found in shown(page), words
        assert len(shown(page)) < len(CLAIMS) / 2, words


@pytest.mark.parametrize(
    "typed, alike",
    [
        ("relu,", "relu"),
        ('"relu"', "relu"),
        ("“ReLU”.", "relu"),
        ("(relu)?", "relu"),
        ("GPT\u20112", "GPT-2"),
        ("GPT\u20122's", "GPT-2’s"),
        ("10,000.", "10,000"),
        ("“", ""),
    ],
)
def test_signs_around_a_word_and_kinds_of_hyphens_make_no_difference(tab, typed, alike):
    page = tab("/statements/")
    page.get_by_role("searchbox").fill(alike)
    expected = shown(page)
    page.get_by_role("searchbox").fill(typed)
    assert shown(page) == expected != []


def test_what_is_told_is_found_though_no_row_shows_it(tab):
    folklore = next(it for it in CLAIMS.values() if it.told)
    page = tab("/statements/")
    page.get_by_role("searchbox").fill(folklore.told[0])
    assert folklore.id in shown(page)


def test_nothing_found_is_said(tab):
    page = tab("/statements/")
    page.get_by_role("searchbox").fill("no such words anywhere")
    assert shown(page) == []
    expect(told(page)).to_have_text(f"None of {len(CLAIMS)} statements.")
    expect(page.locator(".statements th[scope=rowgroup]:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
def test_sections_without_a_statement_are_left_out(tab, width):
    page = tab("/statements/?section=scale", width=width)
    shown(page)
    heads = page.locator(".statements th[scope=rowgroup]:visible")
    assert heads.all_inner_texts() == ["scale"]


def test_the_address_holds_the_choice_and_back_takes_it_back(tab):
    page = tab("/statements/")
    page.get_by_label("Verdict").select_option("refuted")
    page.get_by_role("searchbox").press_sequentially("llama a&b")
    assert page.url.endswith("/statements/?find=llama+a%26b&verdict=refuted")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("llama a&b")
    expect(page.get_by_label("Verdict")).to_have_value("refuted")
    page.go_back()
    expect(page.get_by_label("Verdict")).to_have_value("")
    assert len(shown(page)) == len(CLAIMS)


def test_a_choice_that_there_is_not_is_no_choice(tab):
    page = tab("/statements/?verdict=splendid&find=%3Cimg%20src%3Dx%3E")
    expect(page.get_by_label("Verdict").locator("option:checked")).to_have_text("any")
    expect(page.get_by_role("searchbox")).to_have_value("<img src=x>")
    assert shown(page) == []


def test_the_keyboard_is_enough(tab):
    page = tab("/statements/")
    shown(page)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("relu")
    found = shown(page)
    page.evaluate("window.never = 'reloaded'")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert page.evaluate("window.never") == "reloaded"
    assert shown(page) == found
    page.keyboard.press("Tab")
    page.keyboard.type("feed")
    assert {it.partition("/")[0] for it in shown(page)} == {"feed_forward"}
    page.get_by_role("button", name="Show all").press("Enter")
    assert len(shown(page)) == len(CLAIMS)
    assert page.url.endswith("/statements/")


def test_what_is_found_is_announced_politely(tab):
    page = tab("/statements/")
    shown(page)
    assert told(page).get_attribute("aria-live") in (None, "polite")
    assert told(page).get_attribute("role") == "status"


def test_without_scripts_there_is_the_full_table(tab):
    page = tab("/statements/?verdict=refuted", scripts=False)
    expect(page.locator("form.choose-statements")).to_be_hidden()
    assert page.locator(".statements tr:has(th[scope=row]):visible").count() == len(CLAIMS)


def test_on_a_phone_the_page_does_not_scroll_sideways(tab):
    page = tab("/statements/", width=390)
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
