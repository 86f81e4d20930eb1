"""Narrower widths for what a config states in tables, or under names that its class drops."""

from collections.abc import Mapping
from typing import Any

from claims._probes.fitting.stated_config import StatedConfig

SHARED = ("kv_n_heads", "num_key_value_heads", "num_kv_heads")
HIDDEN = ("hidden_size", "d_model")
# Of what reads pictures and sounds; the last but one layer may be the one that is read.
DEPTHS = ("num_hidden_layers", "num_blocks")
FEW = 2


def of_tables(
    stated: StatedConfig, hidden: int, heads: tuple[int, int], network: Mapping[str, int]
) -> dict[str, Any]:
    """Tables with the hidden size, the shared heads and the networks' widths brought down.

    `heads` says how many shared ones are stated and how many are left, and `network` how wide what
    is called so becomes. A table with a kind or a hidden size of its own is of another model.
    """
    found = {}
    for key, table in stated.values.items():
        if not isinstance(table, Mapping) or table.get("model_type"):
            continue
        if table.get("hidden_size", stated.hidden_size) != stated.hidden_size:
            continue
        sizes = {it: hidden for it in HIDDEN if table.get(it) == stated.hidden_size}
        sizes |= {it: heads[1] for it in SHARED if table.get(it) == heads[0]}
        sizes |= {it: size for it, size in network.items() if isinstance(table.get(it), int)}
        if sizes:
            found[key] = {**(stated.settings.get(key) or {}), **sizes}
    return found


def of_other_parts(stated: StatedConfig) -> dict[str, Any]:
    """Few layers for the models beside the decoder that a config holds: no text enters them."""
    found = {}
    for key, table in stated.values.items():
        if isinstance(table, Mapping) and table.get("model_type"):
            fewer = {it: FEW for it in DEPTHS if isinstance(table.get(it), int) and table[it] > FEW}
            if fewer:
                found[key] = {**(stated.settings.get(key) or {}), **fewer}
    return found


def under_other_names(stated: StatedConfig, hidden: int) -> dict[str, int]:
    """What a class takes for the hidden size and doesn't keep, as BLOOM's `n_embed`."""
    others = [
        key
        for key, it in stated.settings.items()
        if type(it) is int and it == stated.hidden_size and key not in stated.values
    ]
    return {it: hidden for it in others if _decides(it, stated, hidden)}


def _decides(key: str, stated: StatedConfig, hidden: int) -> bool:
    settings = {"model_type": stated.model_type, **stated.settings, key: hidden}
    return StatedConfig(settings).hidden_size == hidden
