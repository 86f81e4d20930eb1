"""The table with a row for each position, and the first of its rows that a text looks up."""

from dataclasses import dataclass
from typing import Any

from claims._probes.models.model import LENGTH, Model


@dataclass(frozen=True)
class PositionRows:
    """The table by its parameter's name, and the row of the first token."""

    table: str
    first: int


def position_rows(model: Model) -> PositionRows | None:
    """Watch which rows a random text looks up; None where they are of no table, one after another.

    RoBERTa passes over the rows of its padding and the one before it, and OPT adds two to each
    position within the module: so the look-up itself is watched, and not what a module is given.
    """
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    names = {it.data_ptr(): name for name, it in model.module.named_parameters()}
    found: list[PositionRows] = []

    class Noting(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            if func.overloadpacket.__name__ == "embedding":
                table, rows = args[0], args[1].flatten()
                one_by_one = rows - rows[:1] if len(rows) == LENGTH else rows[:0]
                if one_by_one.equal(torch.arange(LENGTH)) and table.data_ptr() in names:
                    found.append(PositionRows(names[table.data_ptr()], int(rows[0])))
            return func(*args, **(kwargs or {}))

    with Noting():  # type: ignore[no-untyped-call]
        model.logits(model.tokens())
    return found[0] if found else None
