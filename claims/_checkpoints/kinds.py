"""What kind of value each of our words takes, and the refusal of any other."""

import math
from typing import Any

COUNTS = {
    "layers",
    "hidden_size",
    "feed_forward_size",
    "query_heads",
    "kv_heads",
    "head_width",
    "vocabulary",
    "context",
    "feed_forward_multiple_of",
}
NUMBERS = {
    "norm_eps",
    "rope_theta",
    "initializer_range",
    "embedding_dropout",
    "attention_dropout",
    "residual_dropout",
    "feed_forward_multiplier",
}
FLAGS = {"tied_embeddings", "attention_bias", "feed_forward_bias", "rope_is_scaled"}
TEXTS = {"architecture", "activation", "dtype"}
# Only these keys of a nested table are read, so that nothing else gets into a record.
ROPE_KEYS = {
    "rope_type",
    "type",
    "factor",
    "low_freq_factor",
    "high_freq_factor",
    "original_max_position_embeddings",
}


class WrongKind(ValueError):
    """A value of another kind than its word takes; says what was expected."""


def fitting(word: str, value: Any) -> Any:
    """Give the value back in the one form that its word takes, or raise `WrongKind`."""
    if word in COUNTS:
        return _count(value)
    if word in NUMBERS:
        return _number(value)
    if word in FLAGS:
        return _exactly(bool, "true or false", value)
    if word in TEXTS:
        return _exactly(str, "a text", value)
    if word == "rope_scaling":
        return _rope_scaling(value)
    raise WrongKind("a word of the vocabulary")


def _count(value: Any) -> int:
    if type(value) is not int or value <= 0:
        raise WrongKind("a whole number above 0")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or value < 0:
        raise WrongKind("a number, 0 or above")
    return float(value)


def _exactly(kind: type, words: str, value: Any) -> Any:
    if type(value) is not kind:
        raise WrongKind(words)
    return value


def _rope_scaling(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise WrongKind("a table")
    known = {key: value[key] for key in sorted(ROPE_KEYS & value.keys())}
    if any(type(each) not in (str, int, float) for each in known.values()):
        raise WrongKind("a table of numbers and texts")
    return known
