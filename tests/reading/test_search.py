"""A search finds a claim by its statement, its finding, and the word of the wrong belief."""

import json
from pathlib import Path

import pytest
import tomli

from tests.reading.whole_site import BELOW
from tests.serving.conftest import SECONDS
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
MOST = 3
FOUND = {
    "relu": "feed_forward/gpt2_feed_forward_uses_relu",
    "sinusoidal": "position_encoding/gpt2_positions_are_fixed_sinusoids",
    "117M": "scale/smallest_gpt2_has_117_million_parameters",
    "124M": "scale/smallest_gpt2_has_117_million_parameters",
    "linear attention": "attention/llama_attention_is_linear",
    "softmax": "attention/llama_attention_is_linear",
    "LayerNorm": "normalization/llama_uses_layer_normalization",
    "postnorm": "normalization/gpt2_normalizes_after_each_sublayer",
    "post-norm": "normalization/gpt2_normalizes_after_each_sublayer",
    "GQA": "attention/every_llama_uses_grouped_query_attention",
    "grouped query": "attention/every_llama_uses_grouped_query_attention",
    "SwiGLU": "feed_forward/llama_feed_forward_is_built_alike",
    "learned position": "position_encoding/llama_positions_are_learned",
    "7B": "scale/llama_7b_has_7_0_billion_parameters",
    "RoPE": "position_encoding/llama_positions_are_rotary",
    "10000": "position_encoding/llama_rope_base_is_10_000",
    "10,000": "position_encoding/llama_rope_base_is_10_000",
    "weight tying": "architecture/llama_unties_its_embeddings",
    "hub badge": "scale/the_hub_badge_is_the_parameter_count",
    "like GPT-2's: two matrices": "feed_forward/llama_feed_forward_is_built_alike",
    "Adam": "training/gpt2_was_trained_with_adam",
}

# In the plain words of somebody who believes it, or looks for one number of it.
NO_LLAMA_3 = "architecture/llama_3_does_not_exist"
LAYER_NORM = "normalization/llama_uses_layer_normalization"
POST_NORM = "normalization/gpt2_normalizes_after_each_sublayer"
SINUSOIDS = "position_encoding/gpt2_positions_are_fixed_sinusoids"
BUILT_ALIKE = "feed_forward/llama_feed_forward_is_built_alike"
SIZES = "scale/gpt2_depth_and_heads_grow_with_size"
VOCABULARY = "scale/vocabulary_is_set_by_the_generation"
FOUND_FIRST = {
    "there is no llama 3": NO_LLAMA_3,
    "no llama 3": NO_LLAMA_3,
    "llama 3 does not exist": NO_LLAMA_3,
    "llama3": NO_LLAMA_3,
    "llama layernorm": LAYER_NORM,
    "llama layer norm": LAYER_NORM,
    "gpt2 post layer norm": POST_NORM,
    "gpt-2 post-norm": POST_NORM,
    "sin/cos": SINUSOIDS,
    "sin cos positional encoding": SINUSOIDS,
    "llama relu": BUILT_ALIKE,
    "swish": BUILT_ALIKE,
    "gpt2 uses relu": "feed_forward/gpt2_feed_forward_uses_relu",
    "feedforward": "feed_forward/gpt2_feed_forward_uses_relu",
    "gelu_new": "feed_forward/tanh_gelu_is_the_same_as_erf_gelu",
    "50257": VOCABULARY,
    "32000": VOCABULARY,
    "32k": VOCABULARY,
    "345M": SIZES,
    "774M": SIZES,
    "1542M": "scale/largest_gpt2_has_1_5_billion_parameters",
    "0.1B": "scale/the_hub_badge_is_the_parameter_count",
    "fp16": "training/llama_used_mixed_precision",
    "bidirectional": "attention/gpt2_attention_is_causal",
    "quadratic": "attention/llama_attention_is_linear",
    "mqa": "attention/every_llama_uses_grouped_query_attention",
    "scheduler": "training/gpt2_used_a_learning_rate_schedule",
    "absolute positional embedding": "position_encoding/llama_positions_are_learned",
    "+llama^3 *": NO_LLAMA_3,
    "GPT2 uses ReLUs": "feed_forward/gpt2_feed_forward_uses_relu",
    "ReLUs": "feed_forward/gpt2_feed_forward_uses_relu",
    "optimized": "training/llama_was_optimised_alike",
    "optimized alike": "training/llama_was_optimised_alike",
    "linear complexity": "attention/llama_attention_is_linear",
    "48 layers": SIZES,
    "masking": "attention/gpt2_attention_is_causal",
    "tokeniser": VOCABULARY,
    "float32": "training/llama_used_mixed_precision",
    "fp32": "training/llama_used_mixed_precision",
}


PLAIN = tomli.loads(Path(__file__).with_name("plain_queries.toml").read_text())


def typed(place):
    """Every plain query with the page that has to come at a place."""
    return [(query, page) for page, queries in PLAIN[place].items() for query in queries]


@pytest.fixture(scope="module")
def results(chromium, address):
    """What a search on the built site finds, the pages in their order."""
    page = chromium.new_page()
    page.set_default_timeout(SECONDS)
    page.goto(f"{address}how_it_works/")

    def results_of(words):
        page.fill(".md-search__input", "")
        page.wait_for_function("!document.querySelector('.md-search-result__item')")
        # All words at once, and one key: whatever is found answers them, and no part of them.
        page.fill(".md-search__input", words)
        page.press(".md-search__input", "End")
        page.wait_for_selector(".md-search-result__item", state="attached")
        first = ".md-search-result__item > a.md-search-result__link:first-child"
        return page.eval_on_selector_all(first, "them => them.map((it) => it.href)")

    yield results_of
    page.close()


@pytest.mark.parametrize("words", FOUND)
def test_a_claims_page_is_among_the_first_results(results, words):
    assert FOUND[words] in [claim_of(it) for it in results(words)[:MOST]]


@pytest.mark.parametrize("words", FOUND_FIRST)
def test_the_statement_that_is_meant_comes_first(results, words):
    assert claim_of(results(words)[0]) == FOUND_FIRST[words]


@pytest.mark.parametrize(("words", "page"), typed("first"))
def test_a_plain_question_finds_its_page_first(results, words, page):
    assert page_of(results(words)[0]) == page


@pytest.mark.parametrize(("words", "page"), typed("among_the_first"))
def test_a_plain_question_finds_its_page_among_the_first(results, words, page):
    assert page in [page_of(it) for it in results(words)[:MOST]]


def test_a_word_of_what_most_statements_are_about_finds_them(results):
    assert claim_of(results("pretrained")[0]).startswith("training/")
    assert claim_of(results("absolute")[0]).startswith("position_encoding/")


def claim_of(address):
    """The claim whose page is at an address."""
    return address.partition("/claims/")[2].partition("?")[0].rstrip("/")


def page_of(address):
    """A claim by its id, and any other page by its way from the site's root."""
    return claim_of(address) or address.partition(BELOW)[2].partition("?")[0].rstrip("/")


def test_what_a_search_loads_first_stays_small(site):
    # It holds each claim once and no table: what all of them say fits into this.
    index = site / "search/search_index.json"
    assert index.stat().st_size < 200_000
    found = [it["location"] for it in json.loads(index.read_text())["docs"]]
    claims = [it for it in found if it.startswith("claims/")]
    assert len(claims) == len(set(claims)) == len(list(site.glob("claims/*/*/index.html")))
