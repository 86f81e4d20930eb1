"""Narrower widths for what keeps a state beside attention, or in place of it."""

from math import gcd
from typing import Any

from claims._probes.fitting.stated_config import StatedConfig

WIDTH = 32
HEADS = 4
STATE = 16
CHUNK = 64

# Linear attention: heads of keys and of values, and their widths.
KEY_HEADS = ("linear_num_heads", "linear_num_key_heads")
VALUE_HEADS = "linear_num_value_heads"
WIDTHS = ("linear_head_dim", "linear_key_head_dim", "linear_value_head_dim")
# State spaces: the widths inside are so many times the hidden size, and made of heads.
EXPANSIONS = ("expand", "mamba_expand")
STATE_HEADS = ("num_heads", "mamba_num_heads", "mamba_n_heads", "n_mamba_heads")
STATE_WIDTHS = ("head_dim", "mamba_head_dim", "mamba_headdim", "mamba_d_head")
INNER = ("mamba_d_ssm",)
# So many heads share what is read and written of a state.
GROUPS = ("n_groups", "mamba_n_groups", "mamba_ngroups")
STATES = ("state_size", "ssm_state_size", "mamba_d_state")
# How many tokens are worked on at once, which changes no number.
CHUNKS = ("chunk_size", "mamba_chunk_size")


def narrowed_states(stated: StatedConfig, hidden_size: int) -> dict[str, Any]:
    """The settings that bring them down beside a hidden state of that size."""
    found = _at_most(stated, WIDTHS, WIDTH) | _at_most(stated, STATES, STATE)
    found |= _at_most(stated, CHUNKS, CHUNK) | _at_most(stated, KEY_HEADS, HEADS)
    keys, values = (_number(stated, it) for it in ("linear_num_key_heads", VALUE_HEADS))
    if keys and values and not values % keys:
        found[VALUE_HEADS] = found["linear_num_key_heads"] * values // keys
    return found | _expanded(stated, hidden_size)


def _expanded(stated: StatedConfig, hidden_size: int) -> dict[str, Any]:
    """Heads of a state space that fill the width inside it, which the hidden size determines."""
    times = next((it for it in (_number(stated, name) for name in EXPANSIONS) if it), None)
    heads = next((it for it in STATE_HEADS if _number(stated, it)), None)
    if not times or not heads:
        return {}
    inner = times * hidden_size
    widths = [it for it in (WIDTH, WIDTH // 2, WIDTH // 4) if inner % it == 0]
    if not widths:
        return {}
    groups = next((it for it in (_number(stated, name) for name in GROUPS) if it), 1)
    # Where no width makes heads enough for all groups, as many groups as can be filled are left.
    width = max(widths, key=lambda it: gcd(groups, inner // it))
    # Attention's heads have widths of their own.
    own = [it for it in STATE_WIDTHS if it != "head_dim" or heads == "num_heads"]
    found = {it: width for it in own if stated.values.get(it) is not None}
    found |= {it: inner for it in INNER if _number(stated, it)}
    found |= {it: gcd(groups, inner // width) for it in GROUPS if _number(stated, it)}
    return found | {heads: inner // width}


def _at_most(stated: StatedConfig, names: tuple[str, ...], most: int) -> dict[str, int]:
    return {it: min(size, most) for it in names if (size := _number(stated, it))}


def _number(stated: StatedConfig, name: str) -> int | None:
    value = stated.values.get(name)
    return value if isinstance(value, int) and value > 0 else None
