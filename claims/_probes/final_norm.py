"""Whether what the last block hands on is normalised before the head reads it."""

from dataclasses import dataclass
from typing import Any

from claims._probes.models.model import Model, relative_change
from claims._probes.watching.normalizing import norms_of

TIMES = 1e3
SAME = 1e-3


@dataclass(frozen=True)
class FinalNorm:
    """How far logits move, in their deviations, as the last block's output grows a thousandfold."""

    present: bool
    moved: float


def measure(model: Model) -> FinalNorm:
    """Multiply what the last block hands on by 1,000.

    Measured with torch 2.13 and transformers 5.23 on small models: 1e-7 to 1e-5 with a norm, which
    is the part that epsilon had; 4000 and more without. Tolerance 1e-3. What keeps them in place
    must be a norm by what it does to vectors, as `norms` has it: a sign would do as well.
    """
    double = model.in_double()
    tokens = double.tokens()
    usual = double.logits(tokens)

    def grow(_: Any, __: Any, made: Any) -> Any:
        if isinstance(made, tuple | list):
            return type(made)([made[0] * TIMES, *made[1:]])
        return made * TIMES

    handle = double.blocks[-1].register_forward_hook(grow)
    try:
        moved = relative_change(usual, double.logits(tokens))
    finally:
        handle.remove()
    after = {it.kind for it in norms_of(model)[1]}
    return FinalNorm(moved < SAME and bool(after & {"layernorm", "rmsnorm"}), moved)
