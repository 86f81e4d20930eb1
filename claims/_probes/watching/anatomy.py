"""What a model's blocks are made of, seen by watching one run: no names are looked up."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model

if TYPE_CHECKING:
    import torch

# Float64 leaves 3e-15 of a matrix's largest value; of a norm, which makes the same of both, 1.
LINEAR = 1e-9


@dataclass(frozen=True)
class Leaf:
    """A module without children as it ran: what it was given and made, positions × width."""

    path: str
    module: Any
    given: "torch.Tensor"
    made: "torch.Tensor"

    @cached_property
    def is_matrix(self) -> bool:
        """Whether it multiplies by one matrix, whatever class does that.

        A norm may have a gain for each head, which is a table of the same shape as a matrix.
        """
        import torch

        matrices = [it for it in self.module.parameters() if it.dim() == 2]
        if len(matrices) != 1 or isinstance(self.module, torch.nn.Embedding):
            return False
        widths = self.given.shape[-1], self.made.shape[-1]
        if sorted(widths) != sorted(matrices[0].shape):
            return False
        return widths[0] != widths[1] or self._is_linear()

    def _is_linear(self) -> bool:
        """Whether twice as much given adds twice as much to what it makes of nothing."""
        import torch

        with torch.no_grad():
            none, once, twice = (self.module(self.given * it) for it in (0, 1, 2))
        return bool((twice - 2 * once + none).abs().max() < LINEAR * once.abs().max())


@dataclass(frozen=True)
class Block:
    """The leaves of one block, in the order in which they ran, by their paths in the block."""

    module: Any
    leaves: tuple[Leaf, ...]

    @property
    def matrices(self) -> tuple[Leaf, ...]:
        """The leaves that multiply by a matrix."""
        return tuple(it for it in self.leaves if it.is_matrix)


@dataclass(frozen=True)
class Anatomy:
    """Every block, and the leaves that ran outside all of them, `before` the first or behind."""

    blocks: tuple[Block, ...]
    outside: tuple[Leaf, ...]
    before: tuple[Leaf, ...]


def anatomy(model: Model) -> Anatomy:
    """Run a model once, in float64, and note each leaf that turns one tensor into another."""
    return model.in_double().once(_watched)


def _watched(double: Model) -> Anatomy:
    import torch

    inside: list[list[Leaf]] = [[] for _ in double.blocks]
    outside: list[Leaf] = []
    with torch.no_grad(), ExitStack() as stack:
        known: set[int] = set()
        for block, into in zip(double.blocks, inside, strict=True):
            _watch(block, into, known, stack)
        _watch(double.module, outside, known, stack)
        before: list[Leaf] = []
        entered = double.blocks[0].register_forward_pre_hook(lambda *_: before.extend(outside))
        stack.callback(entered.remove)
        double.run(double.tokens(), use_cache=False)
    if not all(inside):
        raise CantTell(f"{type(double.module).__name__} has a block in which nothing runs")
    blocks = (Block(block, tuple(it)) for block, it in zip(double.blocks, inside, strict=True))
    return Anatomy(tuple(blocks), tuple(outside), tuple(before))


def _watch(root: Any, into: list[Leaf], known: set[int], stack: ExitStack) -> None:
    """Note every run of the leaves below a module that aren't watched yet."""
    for path, module in root.named_modules():
        if id(module) not in known and not list(module.children()):
            known.add(id(module))
            stack.callback(module.register_forward_hook(_note(path, into)).remove)


def _note(path: str, into: list[Leaf]) -> Any:
    import torch

    def note(module: Any, args: tuple[Any, ...], made: Any) -> None:
        given = args[0] if args else None
        if isinstance(given, torch.Tensor) and isinstance(made, torch.Tensor) and made.dim() > 1:
            # Copies, since Falcon adds to what a matrix made in its place.
            into.append(Leaf(path, module, given.detach().clone(), made.detach().clone()))

    return note


def part_of(path: str) -> str:
    """The part of a block that a module is in."""
    return path.partition(".")[0]


def keeps_state(block: Any, part: str) -> bool:
    """Whether a part of a block looks back over the tokens, as what keeps a state does first."""
    import torch

    return any(isinstance(it, torch.nn.Conv1d) for it in block.get_submodule(part).modules())
