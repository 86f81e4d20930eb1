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


def refuse_unread(path: Path, published: Mapping[str, Any]) -> None:
    """Refuse a config that states what we can't describe, naming the key."""
    _refuse(path, "", published, _HARMLESS)
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
