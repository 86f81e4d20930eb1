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
    "window",
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
FLAGS = {
    *("tied_embeddings", "attention_bias", "feed_forward_bias", "rope_is_scaled"),
    "scores_divided_by_layer",
}
TEXTS = {"architecture", "activation", "dtype"}
# What is built from these grows with them, layers above all: a typing error must not take all the
# memory. The largest published are 126 layers, and sizes of some 10^5.
_MOST_LAYERS = 10_000
_MOST = 2**31
_LONGEST_TEXT = 200
# At 0 these divide by 0, or leave nothing.
_ABOVE_0 = {"norm_eps", "rope_theta", "feed_forward_multiplier"}
# Only these keys of a nested table are read, so that nothing else gets into a record.
ROPE_KEYS = {
    "rope_type",
    "type",
    "factor",
    "low_freq_factor",
    "high_freq_factor",
    "original_max_position_embeddings",
}
# Kind of scaling → what it can't be computed without; of other kinds the library decides.
_ROPE_NEEDS = {
    "llama3": (
        "factor",
        "low_freq_factor",
        "high_freq_factor",
        "original_max_position_embeddings",
    ),
    "linear": ("factor",),
    "dynamic": ("factor",),
    "yarn": ("factor",),
}


class WrongKind(ValueError):
    """A value of another kind than its word takes; says what was expected."""


def fitting(word: str, value: Any) -> Any:
    """Give the value back in the one form that its word takes, or raise `WrongKind`."""
    if word in COUNTS:
        return _count(value, _MOST_LAYERS if word == "layers" else _MOST)
    if word in NUMBERS:
        return _number(value, above_0=word in _ABOVE_0)
    if word in FLAGS:
        return _exactly(bool, "true or false", value)
    if word in TEXTS:
        return _text(value)
    if word == "rope_scaling":
        return _rope_scaling(value)
    raise WrongKind("a word of the vocabulary")


def _count(value: Any, most: int) -> int:
    if type(value) is not int or value <= 0:
        raise WrongKind("a whole number above 0")
    if value > most:
        raise WrongKind(f"a whole number up to {most:,}")
    return value


def _number(value: Any, above_0: bool) -> float:
    number = _finite(value)
    if number is None or number < 0 or (above_0 and number == 0):
        raise WrongKind("a number above 0" if above_0 else "a number, 0 or above")
    return number


def _finite(value: Any) -> float | None:
    if type(value) not in (int, float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _exactly(kind: type, words: str, value: Any) -> Any:
    if type(value) is not kind:
        raise WrongKind(words)
    return value


def _text(value: Any) -> str:
    text: str = _exactly(str, "a text", value)
    # Half of a surrogate pair can be written in JSON, and in no file of UTF-8.
    if any("\ud800" <= each <= "\udfff" for each in text):
        raise WrongKind("a text of whole characters")
    if len(text) > _LONGEST_TEXT:
        raise WrongKind(f"a text of at most {_LONGEST_TEXT} characters")
    return text


def _rope_scaling(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise WrongKind("a table")
    known = {key: value[key] for key in sorted(ROPE_KEYS & value.keys())}
    kind = known.get("rope_type", known.get("type"))
    if kind is None:
        raise WrongKind("a table with `rope_type`")
    for key, each in known.items():
        _rope_value(key, each)
    for key in _ROPE_NEEDS.get(kind, ()):
        if key not in known:
            raise WrongKind(f"a table with `{key}`, as {kind} needs it")
    low, high = known.get("low_freq_factor"), known.get("high_freq_factor")
    # What lies between the two is divided by their difference.
    if low is not None and high is not None and low >= high:
        raise WrongKind("a `low_freq_factor` below the `high_freq_factor`")
    return known


def _rope_value(key: str, value: Any) -> None:
    try:
        if key in ("rope_type", "type"):
            _text(value)
        elif key == "original_max_position_embeddings":
            _count(value, _MOST)
        else:
            _number(value, above_0=True)
    except WrongKind as wrong:
        raise WrongKind(f"{wrong} as `{key}`") from None
