"""`config.json` as the hub has it: which class, and how large."""

from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.stated_facts import stated_facts
from claims._checkpoints.formats.unread_keys import ROPE_TABLES, unread_keys
from claims._checkpoints.vocabulary import ARCHITECTURES

# The kind of a rotation that isn't scaled.
_PLAIN = "default"


class UnknownArchitecture(PublishedFileError):
    """A config of a class that no reference class is known for, perhaps of its author's own."""

    def __init__(self, path: Path, stated: str, own_code: bool) -> None:
        place = f"unknown architecture {stated}"
        super().__init__(path, place, f"one of the known: {', '.join(ARCHITECTURES)}", stated)
        self.stated, self.own_code = stated, own_code


def read(path: Path) -> Reading:
    """Read the facts of a config, and which of its keys change the model beyond them.

    Refuses an architecture that no reference class is known for.
    """
    published = strict_json.read(path)
    architecture = _architecture(path, published)
    dialect = ARCHITECTURES[architecture]
    unread = tuple(unread_keys(path.name, dialect, published))
    table = _in_old_keys(path, published)
    # Without the key that isn't understood, a table would describe another rotation.
    if any(f"`{name}." in it.sentence for it in unread for name in ROPE_TABLES):
        table.pop("rope_scaling", None)
    facts = stated_facts(path, dialect, table)
    return Reading(facts={"architecture": architecture, **facts}, unread=unread)


def _architecture(path: Path, published: dict[str, Any]) -> str:
    stated = published.get("architectures") or [None]
    name = stated[0] if isinstance(stated, list) else stated
    if name is not None and type(name) is not str:
        raise PublishedFileError(path, "`architectures`", "a list of class names", repr(stated))
    model_type = published.get("model_type")
    if name is None:
        name = {kind: each for each, kind in ARCHITECTURES.items()}.get(str(model_type))
    if name not in ARCHITECTURES:
        shown = str(name or model_type or "none stated")
        raise UnknownArchitecture(path, shown, bool(published.get("auto_map")))
    if model_type not in (None, ARCHITECTURES[name]):
        raise PublishedFileError(path, "`model_type`", repr(ARCHITECTURES[name]), repr(model_type))
    return str(name)


def _in_old_keys(path: Path, published: dict[str, Any]) -> dict[str, Any]:
    """Put what transformers 5 writes anew (`dtype`, `rope_parameters`) under the older keys.

    And the kind of a scaling under the newer one, which was `type` before it was `rope_type`.
    """
    table = dict(published)
    if "dtype" in table:
        table.setdefault("torch_dtype", table["dtype"])
    if type(table.get("rope_scaling")) is dict:
        table["rope_scaling"] = _scaled(path, "rope_scaling", table["rope_scaling"])
    rope = table.get("rope_parameters")
    if rope is None:
        return table
    if type(rope) is not dict:
        raise PublishedFileError(path, "`rope_parameters`", "a table", repr(rope))
    if "rope_theta" in rope:
        table.setdefault("rope_theta", rope["rope_theta"])
    rest = {"rope_type": _PLAIN} if "type" not in rope else {}
    rest |= {key: value for key, value in rope.items() if key != "rope_theta"}
    if scaling := _scaled(path, "rope_parameters", rest):
        table.setdefault("rope_scaling", scaling)
    return table


def _scaled(path: Path, name: str, stated: dict[str, Any]) -> dict[str, Any] | None:
    """A scaling with its kind under one key; None for the kind that scales nothing."""
    table = dict(stated)
    if "type" in table:
        older = table.pop("type")
        if table.setdefault("rope_type", older) != older:
            words = f"as `{name}.rope_type` says, {table['rope_type']!r}"
            raise PublishedFileError(path, f"`{name}.type`", words, repr(older))
    return None if table.get("rope_type") == _PLAIN else table
