"""Narrower widths where a config states them by layer, in lists or tables, or by kind of layer."""

from collections.abc import Mapping
from typing import Any

from claims._probes.fitting.chosen_layers import is_by_number
from claims._probes.fitting.stated_config import StatedConfig


def of_each_layer(stated: StatedConfig, sizes: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is stated of single layers, brought down as `sizes` brings down what is of all of them.

    None where a ratio of heads would be lost.
    """
    found: dict[str, Any] = {}
    for key, value in stated.values.items():
        if isinstance(value, list) and len(value) == stated.layers:
            if "heads" in key and (fewer := _heads(key, value, stated, sizes)) is not value:
                found[key] = fewer
            elif key in sizes and all(type(it) is int for it in value):
                found[key] = [_scaled(it, max(value), sizes[key]) for it in value]
        elif is_by_number(value, stated.layers):
            found[key] = {at: _of_layer(it, stated, sizes) for at, it in value.items()}
    tables = [it for value in found.values() if isinstance(value, dict) for it in value.values()]
    return None if None in found.values() or None in tables else found


def of_windows(stated: StatedConfig, sizes: Mapping[str, Any]) -> dict[str, int]:
    """What layers with a window state under names of their own, in the same proportions.

    What would come to a broken number stays: rounded, it might be that of the other layers.
    """
    found = {}
    for key, small in sizes.items():
        own, whole = stated.values.get(f"swa_{key}"), stated.values.get(key)
        if type(own) is int and type(whole) is int and whole and own * small % whole == 0:
            found[f"swa_{key}"] = own * small // whole
    return found


def _heads(key: str, value: list[Any], stated: StatedConfig, sizes: Mapping[str, Any]) -> Any:
    """Numbers of heads; None where one would be broken."""
    if not all(type(it) is int and it > 0 for it in value):
        return value if not all(type(it) is int for it in value) else None
    queries, shared = (stated.own(f"num_{it}_heads") for it in ("attention", "key_value"))
    of = shared if ("key_value" in key or "kv" in key) and shared in sizes else queries
    whole = stated.values.get(of) or stated.get("num_attention_heads")
    fewer = [it * sizes[of] / whole for it in value]
    return [int(it) for it in fewer] if all(it == int(it) for it in fewer) else None


def _of_layer(own: Any, stated: StatedConfig, sizes: Mapping[str, Any]) -> Any:
    """One layer's own sizes; None where its heads would share otherwise than they do."""
    if not isinstance(own, Mapping):
        return own
    found = {key: _scaled(it, stated.values.get(key), sizes.get(key)) for key, it in own.items()}
    queries, shared = (stated.own(f"num_{it}_heads") for it in ("attention", "key_value"))
    if queries in own or shared in own:
        asked, read = (own.get(it, stated.values.get(it)) for it in (queries, shared))
        small = found.get(queries, sizes.get(queries))
        if not (isinstance(asked, int) and isinstance(read, int) and isinstance(small, int)):
            return None
        if small * read % asked:
            return None
        found[shared] = small * read // asked
    return found


def _scaled(value: Any, whole: Any, small: Any) -> Any:
    """A size in the proportion in which the one of all layers comes down."""
    if not all(type(it) is int and it > 0 for it in (value, whole, small)):
        return value
    return max(1, round(value * small / whole))
