"""The index of OpenAI's own checkpoint, parsed into JSON: name, shape and place of each tensor."""

import re
from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.extents import Extent, covered
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.tensor_name import tensor_name
from claims._checkpoints.inventory import Inventory, Part, Tensor

_PRECISIONS = {"DT_FLOAT": "F32", "DT_HALF": "F16", "DT_BFLOAT16": "BF16"}
_DATA = "model.ckpt.data-00000-of-00001"


def read(path: Path) -> Reading:
    """Read the inventory; its tensors must cover the data without gap or overlap."""
    rows = strict_json.read(path, list)
    extents = [_extent(path, at, row) for at, row in enumerate(rows)]
    total = max((each.end for each in extents), default=0)
    gaps = covered(path, extents, total)
    if gaps:
        raise PublishedFileError(path, "offsets", "no gap in the data", f"{len(gaps)} gaps")
    part = Part(_DATA, tuple(each.tensor for each in extents), file_bytes=total)
    sums = {row["name"]: _checksum(path, row) for row in rows if "crc32c_masked" in row}
    return Reading(inventory=Inventory(path.name, (part,), "openai", total, sums))


def _checksum(path: Path, row: dict[str, Any]) -> str:
    said = row["crc32c_masked"]
    if type(said) is not str or not re.fullmatch("[0-9a-f]{8}", said):
        raise PublishedFileError(path, row["name"], "8 hexadecimal digits", repr(said))
    return said


def _extent(path: Path, at: int, row: Any) -> Extent:
    if type(row) is not dict or type(row.get("name")) is not str:
        raise PublishedFileError(path, f"[{at}]", "a table with a name", repr(row))
    name, precision = tensor_name(path, row["name"]), _PRECISIONS.get(str(row.get("dtype")))
    if precision is None:
        known = ", ".join(_PRECISIONS)
        raise PublishedFileError(path, name, f"a dtype of {known}", repr(row.get("dtype")))
    shape, begin, size = row.get("shape"), row.get("offset"), row.get("size")
    if type(shape) is not list or any(type(each) is not int for each in shape):
        raise PublishedFileError(path, name, "a shape", repr(shape))
    if type(begin) is not int or type(size) is not int:
        raise PublishedFileError(path, name, "an offset and a size", f"{begin!r}, {size!r}")
    return Extent(Tensor(name, precision, tuple(shape)), begin, begin + size)
