"""What a box says of its kind: from its tensors, and from what claims measured of it.

What two models say of one place differs exactly where they are built otherwise there; sizes that
only grow are left to the shapes.
"""

from collections.abc import Mapping
from typing import Any

from claims._core.finding import spell
from claims._views.boxes import Box

Kinds = Mapping[str, Any]  # what claims measured of a model, by the word for it
POSITIONS = {"learned": "learned, added", "rotary": "rotary, in attention"}


def kinds_of(place: str, box: Box | None, measured: Kinds) -> list[str]:
    """What is said of a place, a line each; of one where a model has nothing, what it does."""
    if place == "positions":
        known = str(measured.get("positions", "not measured"))
        return [POSITIONS.get(known, known)]
    if box is None:
        raise LookupError(f"expected something to be done at {place!r}, found nothing")
    if box.part == "norms":
        return [f"{measured.get('norm', 'norm')}, {_bias(box)}"]
    if place == "query, key, value":
        return [f"{_matrices(box)}, {_bias(box)}", _shared(box)]
    if place == "up":
        return [f"{_activation(measured)}, {_bias(box)}", _widened(box)]
    if place == "head":
        return ["the embedding's matrix" if box.tied_to else "a matrix of its own"]
    return [_bias(box)] if place in ("attention's output", "down") else []


def _bias(box: Box) -> str:
    has = [bool(box.shape(it, "bias")) for it in box.modules]
    return "with a bias" if all(has) else "some with a bias" if any(has) else "no bias"


def _matrices(box: Box) -> str:
    return "one matrix" if len(box.modules) == 1 else f"{len(box.modules)} matrices"


def _shared(box: Box) -> str:
    """How many query heads take one key and value, by how much narrower these are."""
    query, *others = box.modules
    wide, narrow = box.shape(query)[0], box.shape(others[0])[0] if others else None
    each = wide // narrow if narrow else 1  # one matrix for all three has three equal parts
    return f"{each} queries a key" if each > 1 else "a query a key"


def _activation(measured: Kinds) -> str:
    gated = ", gated" if measured.get("gated") else ""
    return f"{measured.get('activation', 'activation')}{gated}"


def _widened(box: Box) -> str:
    """How much wider the feed-forward network is than what it is given; a matrix has both."""
    wide, narrow = sorted(box.shape(box.modules[0]), reverse=True)
    return f"{spell(wide / narrow)} times as wide"
