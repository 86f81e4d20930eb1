"""The header of a safetensors file, saved on its own as `<file>.header.json`."""

from pathlib import Path

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.safetensors_header import parse_header

SUFFIX = ".header.json"


def read(path: Path) -> Reading:
    """Read the inventory; how long the data is, only the header itself can say here."""
    header = strict_json.bounded_bytes(path)
    extents = parse_header(path, header, None)
    total = max((each.end for each in extents), default=0)
    part = Part(path.name.removesuffix(SUFFIX), tuple(each.tensor for each in extents))
    return Reading(inventory=Inventory(path.name, (part,), total_bytes=total))
