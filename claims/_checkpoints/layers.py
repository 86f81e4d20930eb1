"""Which layer a tensor stands in, read off its name, and what each layer holds."""

import re
from collections import Counter
from collections.abc import Iterable

# `model.layers.0.mlp…` and `h.0.mlp…` on the hub, `model/h0/mlp…` in the authors' own files.
_LAYER = re.compile(r"((?:.*?[./])?h?)(\d+)([./])(.+)")


def folded(name: str) -> str:
    """The name with its layer's number left open: `h.{}.attn.c_attn.weight`."""
    found = _LAYER.fullmatch(name)
    return "{}{{}}{}{}".format(*found.group(1, 3, 4)) if found else name


def by_layer(names: Iterable[str]) -> dict[int, list[str]]:
    """What each layer holds, the layer's path cut off; names outside all layers are left out."""
    held: dict[int, list[str]] = {}
    for found in filter(None, map(_LAYER.fullmatch, names)):
        held.setdefault(int(found.group(2)), []).append(found.group(4))
    return {layer: sorted(held[layer]) for layer in sorted(held)}


def uneven(blocks: dict[int, list[str]], layers: int) -> list[int]:
    """The layers that don't hold what most do, those that are lacking or too many among them."""
    usual = Counter(tuple(names) for names in blocks.values()).most_common(1)
    expected = list(usual[0][0]) if usual else []
    return [it for it in sorted({*blocks, *range(layers)}) if blocks.get(it) != expected]
