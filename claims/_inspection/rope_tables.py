"""What a config states of a rotation: its base and its scaling, in one table or in several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claims._inspection.subject import Subject

THETA = re.compile(r"theta|rope.*(base|freq)|rotary.*base", re.IGNORECASE)
# Counts exponents by the whole head, and slows nothing down.
PROPORTIONAL = "proportional"
# Has factors for each pair, of short texts and of long ones, under an older name as well.
OF_EACH_PAIR = ("longrope", "su")
# These change nothing in a text as short as is looked at, unless they state that they do.
ONLY_LONG = ("dynamic", *OF_EACH_PAIR)
NOT_SLOWER = ("default", PROPORTIONAL, *ONLY_LONG)


def tables(subject: Subject) -> list[dict[str, Any]]:
    """The tables of rope parameters, one or one a kind of layer, as the library keeps them."""
    kept = subject.stated.values.get("rope_parameters")
    if not isinstance(kept, dict):
        return []
    built = _built(kept, kinds(subject))
    return list(built.values()) if _is_nested(kept) else [built]


def _built(table: dict[str, Any], kinds: Sequence[str] | None) -> dict[str, Any]:
    """Of a table for each kind of layer, those of kinds that there are: the rest turns nothing."""
    if not _is_nested(table) or kinds is None:
        return table
    return {kind: it for kind, it in table.items() if kind in kinds}


def kinds(subject: Subject) -> list[str] | None:
    """The kinds of layers, where the config lists them."""
    listed = subject.fitted.model.config.to_dict().get("layer_types")
    return listed if isinstance(listed, list) else None


def _is_nested(table: Mapping[str, Any]) -> bool:
    return bool(table) and all(isinstance(it, dict) for it in table.values())


def kind_of(table: Mapping[str, Any]) -> str:
    """Which scaling a table of rope parameters is of; `default` is none."""
    return str(table.get("rope_type") or table.get("type") or "default")


def slows(table: Mapping[str, Any]) -> bool:
    """Whether a table states that pairs turn slower than by its base, in a short text as well."""
    if kind_of(table) == "dynamic":
        return bool(table.get("alpha"))  # HunYuan's, which stretches from the first token
    if kind_of(table) in OF_EACH_PAIR:
        return any(it != 1 for it in table.get("short_factor") or ())
    return kind_of(table) not in NOT_SLOWER and table.get("factor") != 1


def scaling_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table of rope parameters without its base, its kind under the name that it has today."""
    kept = {key: it for key, it in table.items() if key not in ("rope_theta", "rope_type", "type")}
    return {"rope_type": kind_of(table)} | kept


def stated_thetas(
    table: Mapping[str, Any], kinds: Sequence[str] | None
) -> Iterator[tuple[str, float]]:
    """Every number under a key that speaks of a base; not of kinds of layers that there are not."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from stated_thetas(_built(value, kinds), kinds)
        elif THETA.search(str(key)) and isinstance(value, int | float) and value > 1:
            yield str(key), float(value)
