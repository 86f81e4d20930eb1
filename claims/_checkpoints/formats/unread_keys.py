"""Keys of a config that change what the model computes, and that we have no word for."""

from collections.abc import Iterator, Mapping
from typing import Any

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.rotary_keys import ROPE_TABLES
from claims._checkpoints.unread import Unread

# Key → the value at which it changes nothing, as null does but for two. To pass over any of them
# would describe another model than the published one.
_HARMLESS: dict[str, Any] = {
    "partial_rotary_factor": 1,
    "rope_interleaved": False,
    "no_rope_layers": None,
    "alibi": False,
    "attention_multiplier": None,
    "query_pre_attn_scalar": None,
    "scale_attn_weights": True,
    "scale_attn_by_inverse_layer_idx": False,
    "attn_logit_softcapping": None,
    "final_logit_softcapping": None,
    "embedding_multiplier": 1,
    "residual_multiplier": 1,
    "logits_scaling": 1,
    "use_qk_norm": False,
    "qk_layernorm": False,
    "sliding_window": None,
    "use_sliding_window": False,
    "use_parallel_residual": False,
    "is_causal": True,
    "per_layer_config": {},
    "quantization_config": None,
    "num_local_experts": None,
    "add_cross_attention": False,
    "is_encoder_decoder": False,
    "pruned_heads": {},
}
# Keys of which null is as good as false.
_OFF_IF_NULL = ("is_causal", "scale_attn_weights")
_HARMLESS_IN_ROPE: dict[str, Any] = {
    "partial_rotary_factor": 1,
    "attention_factor": None,
    "beta_fast": None,
    "beta_slow": None,
    "mscale": None,
    "mscale_all_dim": None,
    "truncate": None,
    "short_factor": None,
    "long_factor": None,
}
_ROTATION = ("rope_theta", "rope_scaling")
# Key → the facts that say something else, or nothing, where it has an effect. The others change
# what is computed from the facts, and none of them.
_CHANGES: dict[str, tuple[str, ...]] = {
    "partial_rotary_factor": _ROTATION,
    "no_rope_layers": _ROTATION,
    "alibi": _ROTATION,
    "sliding_window": ("window",),
    "use_sliding_window": ("window",),
    "num_local_experts": ("feed_forward_size",),
    "pruned_heads": ("query_heads", "kv_heads", "head_width"),
    "per_layer_config": (*_ROTATION, "window", "feed_forward_size", "query_heads", "kv_heads"),
}
_FULL = "full_attention"
# Dialect → the keys that say something else there: one that has a word of ours, and one without
# effect, since its class reads it only where the window is switched on.
_ELSEWHERE = {
    "gpt2": {"scale_attn_by_inverse_layer_idx"},
    "mistral": {"sliding_window"},
    "qwen2": {"sliding_window"},
}
# Dialect → keys whose absence stands for a number that its class has, and null for none or as many,
# each with our word for it.
_STATED = {
    "mistral": {"sliding_window": "window", "num_key_value_heads": "kv_heads"},
    "qwen2": {"num_key_value_heads": "kv_heads"},
}


def unread_keys(file: str, dialect: str, published: Mapping[str, Any]) -> Iterator[Unread]:
    """Find all that a config states and that we can't describe."""
    for key, word in _STATED.get(dialect, {}).items():
        if key not in published:
            words = "a number or null, as its absence is a default of the class"
            yield _unread(file, key, words, "its absence", (word,))
    layers = published.get("layer_types")
    if layers is not None and (type(layers) is not list or set(map(str, layers)) - {_FULL}):
        words = f"{_FULL!r} for every layer, as no other kind is understood"
        yield _unread(file, "layer_types", words, repr(layers), ("window",))
    known = _ELSEWHERE.get(dialect, set())
    harmless = {key: it for key, it in _HARMLESS.items() if key not in known}
    for key, words in _effective(published, harmless):
        yield _unread(file, key, words, repr(published[key]), _CHANGES.get(key, ()))
    for name in ROPE_TABLES:
        yield from _unread_in_rope(file, name, published.get(name))


def _unread_in_rope(file: str, name: str, table: Any) -> Iterator[Unread]:
    """Find what a table of rotary settings states beyond what we read, such as one a layer."""
    if type(table) is not dict:
        return
    for key, words in _effective(table, _HARMLESS_IN_ROPE):
        yield _unread(file, f"{name}.{key}", words, repr(table[key]), _ROTATION)
    for key, value in table.items():
        if type(value) is dict:
            words = "no table within it: one for some of the layers isn't understood"
            yield _unread(file, f"{name}.{key}", words, repr(value), _ROTATION)


def _effective(table: Mapping[str, Any], harmless: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The keys of a table at values that change something, and what was expected of each."""
    for key, plain in harmless.items():
        value = table.get(key)
        if key in table and value is None and key in _OFF_IF_NULL:
            value = False
        if value is None or (value == plain and (value is True) == (plain is True)):
            continue
        words = "its absence" if plain is None else f"{plain!r} or its absence"
        yield key, f"{words}, as this key isn't understood"


def _unread(file: str, key: str, expected: str, measured: str, words: tuple[str, ...]) -> Unread:
    return Unread(str(PublishedFileError(file, f"`{key}`", expected, measured)), words)
