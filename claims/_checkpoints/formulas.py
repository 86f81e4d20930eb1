"""What a model's sizes come to, in parameters, cache and operations: each formula stands here once.

The claims call them, and the calculator's page carries the same expressions, translated from this
file. So a formula is one `return` of whole numbers, sizes, other formulas, `+`, `-`, `*`, `//` and
`… if … else …`; anything else is refused when the page is drawn.
"""

from collections.abc import Callable, Mapping
from typing import Any

CACHED_AS = 2  # bytes a number, in the 16 bits that keys and values are usually kept in


class Sizes:
    """A model's sizes, each read where a formula names it, so that an outcome can say which."""

    def __init__(self, fact: Callable[[str], Any]) -> None:
        self._fact = fact

    def __getattr__(self, word: str) -> int:
        return int(self._fact(word))


Formula = Callable[[Sizes], int]


def token_table(it: Sizes) -> int:
    """A row a token."""
    return it.vocabulary * it.hidden_size


def position_table(it: Sizes) -> int:
    """A row a position, where positions are learned."""
    return it.context * it.hidden_size


def head(it: Sizes) -> int:
    """The matrix that turns a hidden state into scores of tokens, unless it is the tokens' own."""
    return 0 if it.tied_embeddings else it.vocabulary * it.hidden_size


def head_width(it: Sizes) -> int:
    """What each head has of the width, where the heads share it evenly."""
    return it.hidden_size // it.query_heads


def cached_a_layer(it: Sizes) -> int:
    """The numbers that a token leaves in one layer's cache: keys and values."""
    return 2 * it.kv_heads * it.head_width


def attention_matrices(it: Sizes) -> int:
    """Those of queries, keys and values, and the one that brings the heads together, in a layer."""
    return it.hidden_size * (2 * it.query_heads * it.head_width + cached_a_layer(it))


def gpt2_attention(it: Sizes) -> int:
    """Four matrices as wide as they are high, each with a bias, in every layer."""
    return it.layers * 4 * it.hidden_size * (it.hidden_size + 1)


def gpt2_feed_forward(it: Sizes) -> int:
    """There and back, each with a bias, in every layer."""
    return it.layers * (
        2 * it.hidden_size * it.feed_forward_size + it.feed_forward_size + it.hidden_size
    )


def gpt2_norms(it: Sizes) -> int:
    """A weight and a bias for each of the width, twice a layer and once at the end."""
    return (2 * it.layers + 1) * 2 * it.hidden_size


def llama_attention(it: Sizes) -> int:
    """The matrices alone, in every layer."""
    return it.layers * attention_matrices(it)


def llama_feed_forward(it: Sizes) -> int:
    """There, a gate beside it, and back, in every layer."""
    return it.layers * 3 * it.hidden_size * it.feed_forward_size


def llama_norms(it: Sizes) -> int:
    """A weight for each of the width, twice a layer and once at the end."""
    return (2 * it.layers + 1) * it.hidden_size


# Family → its parts, which add up to its parameters.
PARTS: Mapping[str, Mapping[str, Formula]] = {
    "gpt2": {
        "token_table": token_table,
        "position_table": position_table,
        "attention": gpt2_attention,
        "feed_forward": gpt2_feed_forward,
        "norms": gpt2_norms,
        "head": head,
    },
    "llama": {
        "token_table": token_table,
        "attention": llama_attention,
        "feed_forward": llama_feed_forward,
        "norms": llama_norms,
        "head": head,
    },
}


def parameters(family: str, it: Sizes) -> int:
    """All parts of a model together."""
    return sum(part(it) for part in PARTS[family].values())


def cache_bytes_a_token(it: Sizes) -> int:
    """What a token leaves in the caches of all layers."""
    return it.layers * CACHED_AS * cached_a_layer(it)


def cache_bytes(it: Sizes) -> int:
    """What a text leaves there."""
    return it.tokens * cache_bytes_a_token(it)


def gpt2_operations(it: Sizes) -> int:
    """A multiplication and an addition for each element of a matrix; tables are looked up."""
    return 2 * (
        it.layers * 2 * it.hidden_size * (2 * it.hidden_size + it.feed_forward_size)
        + token_table(it)
    )


def llama_operations(it: Sizes) -> int:
    """As many for each element; the head takes part whether or not it is the tokens' table."""
    return 2 * (llama_attention(it) + llama_feed_forward(it) + token_table(it))


OPERATIONS: Mapping[str, Formula] = {"gpt2": gpt2_operations, "llama": llama_operations}
