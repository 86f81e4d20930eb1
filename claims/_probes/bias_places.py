"""In which parts of a model something is added without looking at the input."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.biases import is_biased
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Block, anatomy, keeps_state, part_of
from claims._probes.watching.normalizing import norms_of
from claims._probes.watching.operations import operations

if TYPE_CHECKING:
    import torch

RESTS_ON = ("attention_bias", "feed_forward_bias")

PLACES = ("attention", "feed-forward", "norm", "head", "elsewhere")


@dataclass(frozen=True)
class BiasPlaces:
    """The parts with a bias, and how many of the matrices and norms in each have one."""

    places: tuple[str, ...]
    words: str


def measure(model: Model) -> BiasPlaces:
    """Give every matrix zeros, as `biases` does, and say in which part of its block it stands.

    A matrix belongs to attention if it stands in the part of the block that multiplies queries with
    keys, and to no network if its part keeps a state. Experts, whose matrices are one parameter,
    have a bias if a parameter beside it is one row for each expert.
    """
    parts = anatomy(model)
    blocks = zip(parts.blocks, operations(model), strict=True)
    counted: dict[str, list[bool]] = {it: [] for it in PLACES}
    for block, multiplied in blocks:
        if multiplied.softens and not multiplied.scores:
            raise CantTell("a softmax weighs something, but no attention was found around it")
        at = part_of(multiplied.scores[0].path) if multiplied.scores else None
        if at is not None and not any(part_of(it.path) == at for it in block.matrices):
            raise CantTell("attention has no matrices of its own, apart from the rest of its block")
        biased = {leaf.path for leaf in block.matrices if is_biased(leaf)}
        if biased and at is None and _is_undivided(block):
            raise CantTell("no attention, and what keeps a state can't be told from a network")
        for leaf in block.matrices:
            counted[_place(leaf.path, at, block.module)].append(leaf.path in biased)
        for path in sorted({it.path for it in multiplied.matrices}):
            counted["feed-forward"] += _of_experts(block.module.get_submodule(path))
    in_blocks, after = norms_of(model)
    counted["norm"] = [it.biased for it in [*(n for b in in_blocks for n in b), *after]]
    if not counted["norm"]:
        raise CantTell("no normalization could be found, of which some have a bias")
    counted["elsewhere"] += [True for block in model.blocks if _uncounted(block)]
    counted["elsewhere"] += [is_biased(it) for it in parts.before if it.is_matrix]
    counted["head"] = [is_biased(it) for it in parts.outside[len(parts.before) :] if it.is_matrix]
    if not counted["attention"] and not counted["feed-forward"]:
        raise CantTell("no matrices of a block could be given zeros")
    found = tuple(place for place, seen in counted.items() if any(seen))
    said = [
        f"{sum(seen)} of {len(seen)} in {place}" for place, seen in counted.items() if any(seen)
    ]
    return BiasPlaces(found, "; ".join(said))


def _is_undivided(block: Block) -> bool:
    """Whether of several parts with matrices none is known to keep a state, as xLSTM's does."""
    found = {part_of(it.path) for it in block.matrices}
    return len(found) > 1 and not any(keeps_state(block.module, it) for it in found)


def _place(path: str, attention: str | None, block: "torch.nn.Module") -> str:
    part = part_of(path)
    if part == attention:
        return "attention"
    return "elsewhere" if keeps_state(block, part) else "feed-forward"


def _of_experts(module: object) -> list[bool]:
    """For each matrix of many experts, whether a row for each of them stands beside it."""
    own = dict(getattr(module, "named_parameters")(recurse=False))  # noqa: B009
    matrices = [name for name, it in own.items() if it.dim() == 3]
    return [f"{name}_bias" in own or f"{name}.bias" in own for name in matrices]


def _uncounted(block: "torch.nn.Module") -> bool:
    """Whether a convolution, which is neither a matrix nor a norm, adds a bias."""
    held = [it for it in block.modules() if any(p.dim() == 3 for p in it.parameters(False))]
    return any(getattr(it, "bias", None) is not None for it in held)
