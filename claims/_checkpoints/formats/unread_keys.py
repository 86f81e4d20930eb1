"""Keys of a config that change what the model computes, and that we have no word for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._checkpoints.formats.refusal import PublishedFileError

# Key → the value at which it changes nothing; null always does. To pass over any of them would
# describe another model than the published one.
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
    "num_local_experts": None,
    "add_cross_attention": False,
    "is_encoder_decoder": False,
    "pruned_heads": {},
}
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


_FULL = "full_attention"
# Dialect → the keys that say something else there: one that has a word of ours, and one without
# effect, since its class reads it only where the window is switched on.
_ELSEWHERE = {
    "gpt2": {"scale_attn_by_inverse_layer_idx"},
    "mistral": {"sliding_window"},
    "qwen2": {"sliding_window"},
}
# Dialect → keys whose absence stands for a number that its class has, and null for none or as many.
_STATED = {
    "mistral": ("sliding_window", "num_key_value_heads"),
    "qwen2": ("num_key_value_heads",),
}


def refuse_unread(path: Path, dialect: str, published: Mapping[str, Any]) -> None:
    """Refuse a config that states what we can't describe, naming the key."""
    for key in _STATED.get(dialect, ()):
        if key not in published:
            words = "a number or null, as its absence is a default of the class"
            raise PublishedFileError(path, f"`{key}`", words, "its absence")
    layers = published.get("layer_types")
    if layers is not None and layers != [_FULL] * len(layers):
        words = f"{_FULL!r} for every layer, as no other kind is understood"
        raise PublishedFileError(path, "`layer_types`", words, repr(layers))
    known = _ELSEWHERE.get(dialect, set())
    _refuse(path, "", published, {key: it for key, it in _HARMLESS.items() if key not in known})
    scaling = published.get("rope_scaling")
    if type(scaling) is dict:
        refuse_unread_rope(path, "rope_scaling", scaling)


def refuse_unread_rope(path: Path, name: str, table: Mapping[str, Any]) -> None:
    """Refuse a table of rotary settings that states more than we read, or one for each layer."""
    _refuse(path, f"{name}.", table, _HARMLESS_IN_ROPE)
    for key, value in table.items():
        if type(value) is dict:
            words = "no table within it: one for some of the layers isn't understood"
            raise PublishedFileError(path, f"`{name}.{key}`", words, repr(value))


def _refuse(path: Path, within: str, table: Mapping[str, Any], harmless: Mapping[str, Any]) -> None:
    for key, plain in harmless.items():
        value = table.get(key)
        if value is None or (value == plain and (value is True) == (plain is True)):
            continue
        words = "its absence" if plain is None else f"{plain!r} or its absence"
        raise PublishedFileError(
            path, f"`{within}{key}`", f"{words}, as this key isn't understood", repr(value)
        )
