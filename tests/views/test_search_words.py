"""What is on a page for a search, and by which other words a statement is found."""

import re

import pytest

from claims._core.discovery import load_all
from claims._views.card import card
from claims._views.claim_page import claim_page
from claims._views.grid import grid
from claims._views.html import Html
from claims._views.other_words import OTHER_WORDS, others
from tests.views.made_up import entry, place

STATEMENTS = [it.statement for it in load_all().values()]


@pytest.mark.parametrize("pattern", OTHER_WORDS)
def test_every_row_of_other_words_is_of_some_statement(pattern):
    assert [it for it in STATEMENTS if re.search(pattern, it)]


def test_a_statement_says_its_other_words_once():
    assert others("GPT-2's positions are fixed sinusoids.")[:3] == ["sinusoidal", "sine", "cosine"]
    assert len(set(found := others("ReLU and ReLU in a feed-forward network"))) == len(found)
    assert others("GPT-2 is made up.") == []


PLAIN = ["feedforward", "positional", "fp16", "swish", "32k", "pretrained", "θ", "ε", "n_layer"]


@pytest.mark.parametrize("word", PLAIN)
def test_a_plain_word_is_told_of_some_statement(word):
    assert [it for it in STATEMENTS if word in re.split(r",? ", ", ".join(others(it)))]


def test_every_statement_that_is_about_the_cache_is_told_so():
    found = [it for it in STATEMENTS if "KV cache" in others(it)]
    about = ("grouped-query", "grouped queries", "half a mebibyte of cache", "longer contexts")
    assert len(found) == len(about)
    assert all(any(words in it for it in found) for words in about)


def test_a_claims_page_shows_them():
    page = claim_page(place(it := entry(statement="It has a causal mask.")), it["id"])
    assert "Also looked for as: masked attention, masking, bidirectional, unidirectional." in page
    assert "Also looked for as" not in claim_page(place(), "made_up/statement")


def test_cards_and_tables_are_left_to_the_pages_of_claims():
    assert 'data-search-exclude="true"' in card(place(), "made_up/statement").partition(">")[0]
    assert '<table class="grid" data-search-exclude="true">' in grid("Table", ("Head",), Html(""))


def test_a_claims_page_is_found_as_one_by_what_stands_above_its_tables():
    page = claim_page(place(), "made_up/statement")
    heads = re.findall(r"<h2[^>]*>", page)
    assert heads
    assert all("data-search-exclude" in it for it in heads)
    assert "data-search-exclude" not in page.partition('<p class="ways-on"')[0]
