"""Narrower widths for a config, with every ratio that makes its structure kept."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from claims._probes.fitting.chosen_layers import is_by_number
from claims._probes.fitting.narrowing_layers import of_each_layer, of_windows
from claims._probes.fitting.narrowing_tables import of_other_parts, of_tables, under_other_names
from claims._probes.fitting.stated_config import StatedConfig

HEAD_WIDTH = 32
# Four pairs: fewer can't tell a scaling from another base.
TURNING = 8
MANY_HEADS = 8
HEADS = 4
SHARED_HEADS = 2
EXPERTS = 4
ACTIVE_EXPERTS = 2
# Ranks and widths of attention over compressed keys, and ranks of what is added to a matrix.
COMPRESSED = 32
COARSE = 8

# What sizes are called where a config's class doesn't map its own name to the common one.
FEED_FORWARD = (
    "intermediate_size",
    "ffn_hidden_size",
    "ffn_dim",
    "decoder_ffn_dim",
    "n_inner",
    "dff",
    "d_ff",
    "dim_ff",
    "moe_intermediate_size",
    "shared_expert_intermediate_size",
    "shared_intermediate_size",
    "intermediate_size_mlp",
    "d_inner",
    "expert_ffn_hidden_size",
)
AS_HIDDEN = ("word_embed_proj_dim", "attention_hidden_size", "embedding_dim")
TABLES = ("embedding_size", "input_embedding_size")
SHARED = ("num_key_value_heads", "num_kv_heads")
PARTIAL = "partial_rotary_factor"
COMPRESSIONS = ("kv_lora_rank", "q_lora_rank", "adapter_rank")
TURNS = "qk_rope_head_dim"
PARTS = ("qk_nope_head_dim", TURNS, "v_head_dim")
EXPERT_COUNTS = ("num_local_experts", "num_experts", "n_routed_experts")
ACTIVE_COUNTS = ("num_experts_per_tok", "num_experts_per_token", "top_k")


def narrowed(stated: StatedConfig) -> dict[str, Any] | None:
    """The settings that bring the widths down; None where the heads have no common ratio."""
    query_heads = _of_all_layers(stated, "num_attention_heads")
    if not isinstance(query_heads, int) or query_heads < 1:
        return _without_heads(stated)
    shared = [_of_all_layers(stated, it) for it in SHARED]
    kv_heads = next((it for it in shared if isinstance(it, int)), query_heads)
    if kv_heads < 1 or query_heads % kv_heads:
        return None
    fewer = _heads(query_heads, kv_heads)
    stated_width = _of_all_layers(stated, "head_dim") or stated.hidden_size // query_heads
    width = HEAD_WIDTH if fewer[0] <= MANY_HEADS else HEAD_WIDTH // 2
    width = min(stated_width, max(width, ceil(TURNING / _share_that_turns(stated.values))))
    filled = fewer[0] * width
    spare = stated.hidden_size / (query_heads * stated_width)
    hidden = filled if spare == 1 else max(64, round(filled * spare / COARSE) * COARSE)
    sizes = {stated.own("hidden_size"): hidden, stated.own("num_attention_heads"): fewer[0]}
    # Left open, these follow from the others in most classes, and in some from nothing.
    sizes |= {key: fewer[1] for key in SHARED if key in stated.values}
    sizes |= {it: width for it in ("head_dim", stated.own("head_dim")) if it in stated.values}
    sizes |= of_windows(stated, sizes)
    # Zamba's attention is as wide as two hidden states.
    sizes |= {
        key: round(hidden * it / stated.hidden_size)
        for key in AS_HIDDEN
        if isinstance(it := stated.values.get(key), int)
    }
    # Where a table is as wide as the hidden state, there is no projection between them.
    sizes |= {key: hidden for key in TABLES if stated.values.get(key) == stated.hidden_size}
    network = dict.fromkeys(FEED_FORWARD, 5 * hidden // 4)
    sizes |= _present(stated, FEED_FORWARD, 5 * hidden // 4)
    sizes |= of_tables(stated, hidden, (kv_heads, fewer[1]), network)
    sizes |= under_other_names(stated, hidden) | of_other_parts(stated)
    sizes |= _compressed(stated) | _experts(stated)
    listed = of_each_layer(stated, sizes)
    if listed is None:
        return None
    sizes |= listed
    # Beside compressed keys a part of the head turns, and comes down by itself.
    share = sizes[TURNS] / stated.values[TURNS] if TURNS in sizes else width / stated_width
    return sizes | _rotary(stated, share, sizes.get("head_dim", width))


def _of_all_layers(stated: StatedConfig, name: str) -> Any:
    """What is stated of all layers that state nothing of their own."""
    found = stated.get(name)
    return stated.values.get(stated.own(name)) if found is None else found


def _without_heads(stated: StatedConfig) -> dict[str, Any]:
    """What can be narrowed where the config knows no heads, as of a model without attention."""
    hidden = HEADS * HEAD_WIDTH
    sizes = {stated.own("hidden_size"): hidden}
    sizes |= _present(stated, FEED_FORWARD, 5 * hidden // 4)
    return sizes | _present(stated, AS_HIDDEN, hidden)


def _heads(query_heads: int, kv_heads: int) -> tuple[int, int]:
    """Keep how many query heads share a key-value head."""
    if kv_heads == query_heads:
        return min(query_heads, HEADS), min(query_heads, HEADS)
    if kv_heads == 1:
        return min(query_heads, HEADS), 1
    kept = min(kv_heads, SHARED_HEADS)
    return kept * query_heads // kv_heads, kept


def _present(stated: StatedConfig, names: tuple[str, ...], size: int) -> dict[str, int]:
    """A size under each of the names that the config has a number for."""
    own = dict.fromkeys([*map(stated.own, names), *names])
    known = {key: stated.values.get(key) for key in own}
    # Of a list for each layer the proportions are kept later; what is 0 isn't there.
    return {key: size for key, it in known.items() if _is_size(it) or _are_sizes(it)}


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def _are_sizes(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(type(it) is int for it in value)


def _compressed(stated: StatedConfig) -> dict[str, int]:
    """Compressed keys and the parts of a head that turn and that don't."""
    parts = _present(stated, PARTS, HEAD_WIDTH // 2)
    if TURNS in parts and stated.values.get("head_dim") == stated.values[TURNS]:
        # DeepSeek calls the part that turns the head's width as well.
        parts |= _present(stated, ("head_dim",), HEAD_WIDTH // 2)
    if parts and any(is_by_number(it, stated.layers) for it in stated.values.values()):
        # Where single layers state parts of their own, all sums hold in one proportion alone.
        known = {it: stated.values[it] for it in ("head_dim", *parts) if it in stated.values}
        widest = max(stated.values[it] for it in parts)
        parts = {it: max(1, size * HEAD_WIDTH // 2 // widest) for it, size in known.items()}
    return parts | _present(stated, COMPRESSIONS, COMPRESSED)


def _experts(stated: StatedConfig) -> dict[str, int]:
    """Few experts, and fewer at a time; no groups among so few."""
    found = _present(stated, EXPERT_COUNTS, EXPERTS)
    if found:
        active = _present(stated, ACTIVE_COUNTS, ACTIVE_EXPERTS)
        # Of a list for each layer it is the largest that comes down so, and the others with it.
        found |= {key: min(fewer, _largest(stated.values[key])) for key, fewer in active.items()}
        found |= _present(stated, ("n_group", "topk_group"), 1)
    return found


def _largest(value: Any) -> int:
    return int(max(value)) if isinstance(value, list) else int(value)


def _share_that_turns(table: dict[str, Any]) -> float:
    """The smallest share of a head that is stated to turn, of any kind of layer."""
    inner = [_share_that_turns(it) for it in table.values() if isinstance(it, dict)]
    share = table.get(PARTIAL)
    known = [share] if isinstance(share, float) and 0 < share < 1 else []
    return float(min([*known, *inner], default=1.0))


def _rotary(stated: StatedConfig, share: float, width: int) -> dict[str, Any]:
    """What is stated for each pair, or for the width that turns, in the same proportion.

    Of an odd number of coordinates nobody says what turns, and the frequencies are others.
    """
    found: dict[str, Any] = {}
    if isinstance(turning := stated.values.get("rotary_dim"), int):
        found["rotary_dim"] = max(8, round(turning * share / 2) * 2)
    for key in ("rope_parameters", "rope_scaling"):
        table = stated.settings.get(key)
        if isinstance(table, dict):
            found[key] = {name: _thinned(it, share) for name, it in table.items()}
    kept = found.get("rope_parameters") or stated.values.get("rope_parameters")
    if isinstance(kept, dict) and (even := _of_pairs(kept, width)) != kept:
        found["rope_parameters"] = even
    return found


def _of_pairs(table: dict[str, Any], width: int) -> dict[str, Any]:
    """The same table, with a share of the head that turns in whole pairs."""
    found = {key: _of_pairs(it, width) if isinstance(it, dict) else it for key, it in table.items()}
    share = found.get(PARTIAL)
    if isinstance(share, float) and (turned := int(width * share)) % 2:
        found[PARTIAL] = (turned + 1) / width
    return found


def _thinned(value: Any, share: float) -> Any:
    """Of a factor for each pair, as many as there are pairs left."""
    if not isinstance(value, list) or len(value) < 2 * COARSE or share >= 1:
        return value
    return thinned(value, round(len(value) * share))


def thinned(factors: Sequence[Any], left: int) -> list[Any]:
    """So many of the factors, evenly from first to last."""
    return [factors[at * len(factors) // left] for at in range(left)]
