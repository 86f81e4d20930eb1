"""Whether a module normalises, seen by what it makes of vectors that are shifted, scaled, small."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Leaf, anatomy

if TYPE_CHECKING:
    import torch

ROWS = 6
SMALL = 1e-6
NONE = 1e-17
SAME = 1e-5
MOVES = 0.1


@dataclass(frozen=True)
class Norm:
    """One normalization: `layernorm`, `rmsnorm` or `other`; its epsilon, and whether it adds."""

    kind: str
    eps: float | None
    biased: bool


# A module that nobody holds any more is forgotten.
SEEN: WeakKeyDictionary[Any, dict[int, Norm | None]] = WeakKeyDictionary()


def norms_of(model: Model) -> tuple[list[list[Norm]], list[Norm]]:
    """Find the normalizations of each block, and those outside all blocks."""
    parts = anatomy(model)
    width = model.config.hidden_size
    return [_norms(it.leaves, width) for it in parts.blocks], _norms(parts.outside, width)


def _norms(leaves: tuple[Leaf, ...], width: int) -> list[Norm]:
    """Those leaves that keep the width, multiply by no matrix, and turn out to normalise."""
    kept = [it for it in leaves if not it.is_matrix and it.given.shape == it.made.shape]
    tried = [norm_of(it.module, width) for it in kept if it.given.shape[-1] == width]
    return [it for it in tried if it is not None]


def before_its_norm(out: Leaf, leaves: tuple[Leaf, ...]) -> Leaf:
    """A matrix with what entered a norm in place of what enters it, if that is normalised."""
    for it in leaves:
        same = it.made.shape == it.given.shape == out.given.shape and it.made.equal(out.given)
        if same and not it.is_matrix and norm_of(it.module, it.given.shape[-1]):
            return replace(out, given=it.given)
    return out


def norm_of(module: Any, width: int) -> Norm | None:
    """Say what a module does to vectors; None if its output goes with the length of its input."""
    seen = SEEN.setdefault(module, {})
    if width not in seen:
        seen[width] = _norm_of(module, width)
    return seen[width]


def _norm_of(module: Any, width: int) -> Norm | None:
    import torch

    generator = torch.Generator().manual_seed(0)
    x = torch.randn(ROWS, width, generator=generator, dtype=torch.float64) + 0.5

    def f(rows: "torch.Tensor") -> "torch.Tensor":
        with torch.no_grad():
            made: torch.Tensor = module(rows[None])[0]
        return made.double()

    try:
        constant = (f(x) + f(-x)) / 2
    # It takes something else than one tensor, or another shape: no norm. Each class says so anew.
    except Exception:
        return None
    if constant.shape != x.shape:
        return None
    bias = constant[:1]
    if _apart(constant, bias.expand_as(constant)) > SAME or _apart(f(x) - bias, x) < SAME:
        return None
    plain, longer = f(x * 100) - bias, f(x * 1000) - bias
    if _apart(plain, longer) > 1e-3:
        return None
    shift = _apart(f(x * 100 + 100) - bias, plain)
    kind = _kind(shift, plain, x, module)
    return Norm(kind, _eps(f, bias, width), bool(bias.abs().max() > 1e-6))


def _kind(shift: float, plain: "torch.Tensor", x: "torch.Tensor", module: Any) -> str:
    """Centring and unit variance, unit mean square alone, or neither."""
    centred = x - x.mean(-1, keepdim=True)
    for kind, is_so, seen in (
        ("layernorm", shift < SAME, centred),
        ("rmsnorm", shift > MOVES, x),
    ):
        gain = plain / (seen / seen.square().mean(-1, keepdim=True).sqrt())
        even = _apart(gain, gain[:1].expand_as(gain)) < 1e-4
        if is_so and even and _is_its_weight(gain[0], module):
            return kind
    return "other"


def _is_its_weight(gain: "torch.Tensor", module: Any) -> bool:
    """Whether the gain is the module's weight, one more than that, or 1 where it has none."""
    import torch

    weights = [it.detach().double() for it in module.parameters() if it.shape == gain.shape]
    wanted = [torch.ones_like(gain), *weights, *(1 + it for it in weights)]
    return any(_apart(gain, it) < 1e-4 for it in wanted)


def _eps(
    f: "Callable[[torch.Tensor], torch.Tensor]", bias: "torch.Tensor", width: int
) -> float | None:
    """Read epsilon off a vector of ± t, which is centred and has the mean square t²."""
    import torch

    signs = torch.ones(1, width, dtype=torch.float64)
    signs[0, ::2] = -1
    large, small = f(signs * 1e6) - bias, f(signs * SMALL) - bias
    ratio = (small / large).square()
    found = SMALL**2 * (1 / ratio - 1)
    if float(found.abs().max()) < NONE:
        return 0.0
    middle = float(found.median())
    return middle if float((found - middle).abs().max()) < 0.01 * abs(middle) else None


def _apart(one: "torch.Tensor", other: "torch.Tensor") -> float:
    return float((one - other).abs().max() / other.abs().max().clamp_min(1e-30))
