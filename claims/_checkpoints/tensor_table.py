"""Tensors as rows of a TOML list, repeated layers written once.

A row is a name pattern alone, or a table of `name`, `dtype` and `shape` ("768x2304").
"""

from collections.abc import Iterable
from typing import Any

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.repeated_names import expand, fold

_SCALAR = "scalar"


def tensor_rows(tensors: Iterable[Tensor]) -> list[Any]:
    """Write tensors as rows, sorted by name."""
    alike: dict[tuple[Any, Any], list[str]] = {}
    for tensor in tensors:
        alike.setdefault((tensor.dtype, tensor.shape), []).append(tensor.name)
    rows = [
        (pattern, dtype, shape) for (dtype, shape), them in alike.items() for pattern in fold(them)
    ]
    return [_row(*row) for row in sorted(rows, key=lambda row: row[0])]


def tensors_from_rows(rows: Iterable[Any]) -> tuple[Tensor, ...]:
    """Read the rows back into tensors, sorted by name."""
    tensors = []
    for row in rows:
        table = {"name": row} if isinstance(row, str) else dict(row)
        pattern, dtype = table.pop("name"), table.pop("dtype", None)
        shape = _shape(table.pop("shape", None))
        if table:
            raise ValueError(f"unknown keys {', '.join(table)}")
        tensors += [Tensor(name, dtype, shape) for name in expand([pattern])]
    return tuple(sorted(tensors, key=lambda tensor: tensor.name))


def _row(pattern: str, dtype: str | None, shape: tuple[int, ...] | None) -> Any:
    if dtype is None and shape is None:
        return pattern
    row = {"name": pattern}
    if dtype is not None:
        row["dtype"] = dtype
    if shape is not None:
        row["shape"] = "x".join(map(str, shape)) or _SCALAR
    return row


def _shape(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    return () if text == _SCALAR else tuple(int(each) for each in text.split("x"))
