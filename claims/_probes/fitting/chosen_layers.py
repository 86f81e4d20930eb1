"""Which of the stated layers a small model has, and what a config says of layers, for those alone.

One of each kind is enough. What sets a kind apart is in a list of the config, or goes by the
layer's number; then the classes of the full size show it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims._probes.fitting.stated_config import StatedConfig

# Layers that are alike needn't all be built; of each kind that a config lists there is one.
LAYERS = 4
COUNTS = re.compile(r"(^|_)layers?(_|$)|^first_|^num_blocks$")


@dataclass(frozen=True)
class Choice:
    """Some of the layers, with counts of layers that fit them, and of what kinds they must be.

    `kinds` is empty where it isn't known, or given up, that they are of the stated kinds.
    """

    layers: tuple[int, ...]
    counts: tuple[tuple[str, int], ...] = ()
    kinds: tuple[str, ...] = ()


def choices(stated: StatedConfig, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """The ways to leave layers out, the most faithful first; `kinds` are those at full size."""
    every = tuple(range(stated.layers))
    listed = _of_each_kind(stated)
    # Of two, as one layer may be the others' as well: Zamba's attending ones share their matrices.
    for few in (1, 2) if kinds else ():
        some = tuple(sorted({*listed, *_first(kinds, few)}))
        wanted = tuple(kinds[it] for it in some)
        for counts in dict.fromkeys(((), _counted(stated, some, False), _counted(stated, some))):
            yield Choice(some, counts, wanted)
    last = max(map(kinds.index, kinds), default=0)
    told = last < len(listed) or set(map(kinds.index, kinds)) <= set(listed)
    # What goes by the layer's number needs all layers up to the last kind.
    for layers in dict.fromkeys((listed if told else every[: last + 1], every)):
        if len(layers) <= 8 * LAYERS:
            yield Choice(layers)


def _first(kinds: tuple[str, ...], few: int) -> list[int]:
    """The numbers of the first few layers of each kind."""
    return [at for at, it in enumerate(kinds) if kinds[:at].count(it) < few]


def _counted(
    stated: StatedConfig, layers: tuple[int, ...], last: bool = True
) -> tuple[tuple[str, int], ...]:
    """Each number of first layers, or of last ones, as how many of these layers are among them."""
    found = []
    for key, value in stated.values.items():
        if COUNTS.search(key) and type(value) is int and 0 < value <= stated.layers:
            among = [it >= stated.layers - value if last else it < value for it in layers]
            found.append((key, sum(among)))
    own = stated.own("num_hidden_layers")
    return tuple(it for it in found if it[0] != own)


def of_chosen(value: Any, key: str, stated: StatedConfig, layers: tuple[int, ...]) -> Any:
    """What a setting says of each layer, or lists layers by number, for the chosen ones alone."""
    if _is_listed(value, stated.layers):
        return [value[it] for it in layers]
    if "layer" in key and _are_numbers(value, stated.layers):
        return [layers.index(it) for it in value if it in layers]
    if is_by_number(value, stated.layers):
        own = {int(number): it for number, it in value.items()}
        return {str(at): own[it] for at, it in enumerate(layers) if it in own}
    return value


def _of_each_kind(stated: StatedConfig) -> tuple[int, ...]:
    """The first layers, and the first of each kind that a list in the config sets apart."""
    lists = [it for it in stated.values.values() if _is_listed(it, stated.layers)]
    kinds = [tuple(map(str, each)) for each in zip(*lists, strict=True)]
    first = {kind: number for number, kind in reversed(list(enumerate(kinds)))}
    return tuple(sorted({*range(min(LAYERS, stated.layers)), *first.values()}))


def _is_listed(value: Any, layers: int) -> bool:
    """Whether a setting says something of each layer, one after the other."""
    return isinstance(value, list) and len(value) == layers and not _are_numbers(value, layers)


def _are_numbers(value: Any, layers: int) -> bool:
    """Whether a setting lists layers by their numbers."""
    listed = isinstance(value, list) and len(value) > 1 and len({*map(str, value)}) == len(value)
    return listed and all(type(it) is int and 0 <= it < layers for it in value)


def is_by_number(value: Any, layers: int) -> bool:
    """Whether a setting is a table of what single layers have of their own."""
    if not isinstance(value, Mapping) or not value:
        return False
    return all(str(it).isdecimal() and int(it) < layers for it in value)
