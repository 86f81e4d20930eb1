"""A search finds a claim by its statement, its finding, and the word of the wrong belief."""

import json

import pytest

from tests.serving.conftest import SECONDS
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
FIRST = 3
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
    found = [it.partition("/claims/")[2].split("?")[0] for it in results(words)]
    assert f"{FOUND[words]}/" in found[:FIRST]


def test_what_a_search_loads_first_stays_small(site):
    # It holds each claim once and no table: what all of them say fits into this.
    index = site / "search/search_index.json"
    assert index.stat().st_size < 200_000
    found = [it["location"] for it in json.loads(index.read_text())["docs"]]
    claims = [it for it in found if it.startswith("claims/")]
    assert len(claims) == len(set(claims)) == len(list(site.glob("claims/*/*/index.html")))
