"""How a config states its rotation: in the keys of transformers 5, or of those before it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._checkpoints.formats.refusal import PublishedFileError

# The tables of rotary settings, by their names in transformers 5 and before it. Where a config has
# both, transformers 5 reads the older one, and nothing of the other.
ROPE_TABLES = ("rope_parameters", "rope_scaling")
# The kind of a rotation that isn't scaled.
_PLAIN = "default"
# The length before it was extended, which transformers reads beside the table too, and then rather,
# for scalings of these kinds.
_LENGTH = "original_max_position_embeddings"
_OF_A_LENGTH = ("llama3", "yarn", "longrope")


def rotation_in_old_keys(path: Path, published: Mapping[str, Any]) -> dict[str, Any]:
    """Give θ and the scaling as transformers takes them, under the keys that it had before 5.

    A θ within the table goes before one beside it.
    """
    newer, older = ROPE_TABLES
    name = older if published.get(older) else newer
    stated = published.get(name)
    if stated is None:
        return {older: None}
    if type(stated) is not dict:
        raise PublishedFileError(path, f"`{name}`", "a table", repr(stated))
    table = dict(stated)
    theta = table.pop("rope_theta", None)
    if name == newer and "type" not in table:
        table.setdefault("rope_type", _PLAIN)
    scaling = _scaled(path, name, table)
    if scaling and scaling.get("rope_type") in _OF_A_LENGTH and published.get(_LENGTH) is not None:
        scaling[_LENGTH] = published[_LENGTH]
    return {older: scaling} | ({} if theta is None else {"rope_theta": theta})


def _scaled(path: Path, name: str, table: dict[str, Any]) -> dict[str, Any] | None:
    """A scaling with its kind under one key; None for the kind that scales nothing.

    The key was `type` before it was `rope_type`.
    """
    if "type" in table:
        older = table.pop("type")
        if table.setdefault("rope_type", older) != older:
            words = f"as `{name}.rope_type` says, {table['rope_type']!r}"
            raise PublishedFileError(path, f"`{name}.type`", words, repr(older))
    return None if table.get("rope_type") == _PLAIN else table
