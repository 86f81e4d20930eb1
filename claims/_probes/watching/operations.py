"""What a block multiplies as it runs, operation by operation, whatever modules do it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model
from claims._probes.watching.anatomy import Leaf

if TYPE_CHECKING:
    import torch

# Of each, which operands are multiplied.
PRODUCTS = {"mm": (0, 1), "addmm": (1, 2), "bmm": (0, 1), "baddbmm": (1, 2)}
# Reformer takes the sum of exponentials and divides by it on its own.
SOFTENS = ("_softmax", "_log_softmax", "logsumexp")


@dataclass(frozen=True)
class Scores:
    """Queries times keys of one layer, at the module that multiplies them.

    `queries` and `keys` are heads × positions × width, as they are when they meet: turned, and
    each key-value head repeated for the query heads that share it.
    """

    path: str
    queries: "torch.Tensor"
    keys: "torch.Tensor"


@dataclass(frozen=True)
class Operations:
    """The products of one block in their order: with parameters, and between tokens.

    `softens` says whether a softmax is taken in it of more than one row for each token, whatever
    that weighs: a choice among experts has one row.
    """

    matrices: tuple[Leaf, ...]
    scores: tuple[Scores, ...]
    softens: bool = False

    def beside_attention(self, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
        """Those outside the part that multiplies queries with keys; all, if nothing else is."""
        beside = tuple(it for it in leaves if not self._attends(it))
        return leaves if self.attends_alone else beside

    @property
    def attends_alone(self) -> bool:
        """Whether no matrix is outside that part."""
        return all(map(self._attends, self.matrices))

    def _attends(self, leaf: Leaf) -> bool:
        return any(_is_part(leaf.path, it.path) for it in self.scores)


def _is_part(path: str, of: str) -> bool:
    """Whether a module is a part of the block or within it; the block itself is no part."""
    return bool(of) and (path == of or path.startswith(f"{of}."))


def operations(model: Model) -> tuple[Operations, ...]:
    """Watch one run, in float64, of a random text."""
    return model.in_double().once(_watched)


def _watched(double: Model) -> tuple[Operations, ...]:
    return watch(double, double.tokens())


def watch(model: Model, tokens: "torch.Tensor") -> tuple[Operations, ...]:
    """Watch one run, and note what each block multiplied."""
    import torch

    seen = [_Seen([], []) for _ in model.blocks]
    with torch.no_grad(), ExitStack() as stack:
        running: list[tuple[int, str, Any]] = []
        for number, block in enumerate(model.blocks):
            for path, module in block.named_modules():
                hooks = _follow(module, (number, path, module), running)
                for hook in hooks:
                    stack.callback(hook.remove)
        stack.enter_context(_noting(model, running, seen))
        model.run(tokens, use_cache=False)
    return tuple(Operations(tuple(it.matrices), it.weighing, it.softens) for it in seen)


@dataclass
class _Seen:
    matrices: list[Leaf]
    scores: list[Scores]
    softened: set[str] = field(default_factory=set)
    softens: bool = False
    multiplied: Any = None

    def take(self, leaf: Leaf, matrix: Any, width: int) -> None:
        """Note a product; of a matrix that is multiplied piece by piece, as by BLOOM, the whole."""
        import torch

        before = self.matrices[-1] if self.multiplied is matrix else None
        self.multiplied = matrix
        if before is None or before.given.shape[-1] >= width:
            self.matrices.append(leaf)
            return
        given = torch.cat([before.given, leaf.given], -1)
        self.matrices[-1] = replace(before, given=given, made=before.made + leaf.made)

    @property
    def weighing(self) -> tuple[Scores, ...]:
        """The scores that a softmax makes weights of, there or in a part of there.

        A state space multiplies token by token too, and so does an index that selects tokens.
        """
        inside = [f"{it}." for it in self.softened]
        return tuple(it for it in self.scores if any(_is_in(at, it.path) for at in inside))


def _is_in(place: str, path: str) -> bool:
    return place.startswith(f"{path}." if path else "")


def _follow(
    module: Any, place: tuple[int, str, Any], running: list[tuple[int, str, Any]]
) -> list[Any]:
    """Keep on a stack which module of which block is running."""
    return [
        module.register_forward_pre_hook(lambda *_: running.append(place)),
        module.register_forward_hook(lambda *_: running.pop() and None, always_call=True),
    ]


@contextmanager
def _noting(model: Model, running: list[tuple[int, str, Any]], seen: list[_Seen]) -> Iterator[None]:
    """Note every product that is made inside a block."""
    from torch.utils._python_dispatch import TorchDispatchMode

    own = {it.untyped_storage().data_ptr(): it for it in model.module.parameters()}

    class Noting(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            made = func(*args, **(kwargs or {}))
            name = func.overloadpacket.__name__
            operands = PRODUCTS.get(name)
            if running and name in SOFTENS and made.dim() > 2:
                number, path, _ = running[-1]
                seen[number].softens = True
                if name == "_softmax" and _is_square(made, 1):
                    seen[number].softened.add(path)
            if operands and running:
                one, other = (args[it] for it in operands)
                _note(running[-1], one, other, made, own, seen)
            return made

    with Noting():  # type: ignore[no-untyped-call]
        yield


def _note(
    place: tuple[int, str, Any],
    one: "torch.Tensor",
    other: "torch.Tensor",
    made: "torch.Tensor",
    own: dict[int, Any],
    seen: list[_Seen],
) -> None:
    number, path, module = place
    if (matrix := own.get(other.untyped_storage().data_ptr())) is not None:
        if one.dim() == 2:  # experts may be multiplied with all at once: no sequence of vectors
            leaf = Leaf(path, module, one.clone()[None], made.clone()[None])
            seen[number].take(leaf, matrix, _whole_width(matrix, other))
    elif made.dim() == 3 and _is_square(made):
        keys = other.transpose(-2, -1).clone()
        seen[number].scores.append(Scores(path, one.clone(), keys))


def _whole_width(matrix: Any, factor: "torch.Tensor") -> int:
    """How many numbers enter a matrix of which the factor is the whole or a piece."""
    if matrix.dim() != 2:
        return int(factor.shape[0])
    # Transposed for the product, unless it is kept as GPT-2 keeps its own.
    return int(matrix.shape[1] if factor.stride(0) == 1 else matrix.shape[0])


def _is_square(made: "torch.Tensor", more: int = 0) -> bool:
    """Whether it holds a number for each token and each other one, and perhaps for a sink."""
    if made.dim() < 3:
        return False
    rows, columns = made.shape[-2:]
    return rows >= LENGTH and rows <= columns <= rows + more


def scores_of(model: Model) -> tuple[Scores, ...]:
    """The product of queries and keys in each layer; raises CantTell where a layer has none."""
    return first_scores(operations(model), model)


def first_scores(blocks: tuple[Operations, ...], model: Model) -> tuple[Scores, ...]:
    """The first product between tokens in each block."""
    without = [number for number, it in enumerate(blocks) if not it.scores]
    if without:
        name = type(model.module).__name__
        raise CantTell(f"{name} multiplies no queries with keys in some layer", layers=without)
    return tuple(it.scores[0] for it in blocks)
