"""What one pass costs as the text grows: in attention, and in the matrices."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model

SHORT = 64
# With these two operations transformers' plain attention multiplies queries, keys and values.
BETWEEN_TOKENS = ("bmm", "baddbmm")


@dataclass(frozen=True)
class Cost:
    """Floating-point operations between tokens and in matrices, and how they grow."""

    between_tokens_grows: float
    in_matrices_grows: float
    a_token: float
    matrix_elements: int


def measure(model: Model) -> Cost:
    """Count the operations of one pass over 64 tokens and over 128.

    Counted with torch 2.13, exactly: between tokens 4.0 times as many, in
    matrices 2.0 times. Attention by chunks of 64 shows as 3.0; one whose chunks or windows are
    longer than the text would not, so a window that the config states must be shorter. A class
    whose attention isn't counted, as fused ones on a CPU, is refused.
    """
    window = getattr(model.config, "sliding_window", None) or 0
    if window > SHORT // 2:
        raise CantTell(f"a window of {window} tokens is longer than what is counted here")
    short, long = _count(model, SHORT), _count(model, 2 * SHORT)
    if not short[0]:
        raise CantTell(f"{type(model.module).__name__}: no operation between tokens is counted")
    return Cost(long[0] / short[0], long[1] / short[1], short[1] / SHORT, _elements(model))


def _count(model: Model, length: int) -> tuple[int, int]:
    """Operations between tokens, and in matrices."""
    counts = _counted(model, length)
    between = sum(it for operation, it in counts.items() if operation in BETWEEN_TOKENS)
    return between, sum(counts.values()) - between


def _counted(model: Model, length: int) -> Counter[str]:
    """Operations by the name of what was called, by torch's own formulas.

    Torch's counter also keeps them by module, which takes four times as long as the pass itself.
    """
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils.flop_counter import flop_registry

    counts: Counter[str] = Counter()

    class Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            given = kwargs or {}
            made = func(*args, **given)
            if formula := flop_registry.get(func.overloadpacket):
                counts[func.overloadpacket.__name__] += formula(*args, **given, out_val=made)
            return made

    with Counting():  # type: ignore[no-untyped-call]
        model.logits(model.tokens(length))
    return counts


def _elements(model: Model) -> int:
    """The elements of all matrices that something is multiplied by; a tied head is one."""
    import torch

    tables = {id(it.weight) for it in model.module.modules() if isinstance(it, torch.nn.Embedding)}
    head = model.module.get_output_embeddings()
    used = tables - ({id(head.weight)} if head is not None else set())
    return sum(
        it.numel() for it in model.module.parameters() if it.dim() > 1 and id(it) not in used
    )
