"""`config.json` as the hub has it: which class, and how large."""

from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.rotary_keys import ROPE_TABLES, rotation_in_old_keys
from claims._checkpoints.formats.stated_facts import stated_facts
from claims._checkpoints.formats.unread_keys import unread_keys
from claims._checkpoints.vocabulary import ARCHITECTURES

# Dialect → further names that its class takes its sizes by, each with the usual one; where a config
# has both, the class takes what stands under the further one.
_SECOND_NAMES = {
    "gpt2": {
        "num_hidden_layers": "n_layer",
        "hidden_size": "n_embd",
        "num_attention_heads": "n_head",
        "max_position_embeddings": "n_positions",
    }
}


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
    table = _in_old_keys(path, dialect, published)
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


def _in_old_keys(path: Path, dialect: str, published: dict[str, Any]) -> dict[str, Any]:
    """Put what can be stated under two keys under one, from the one that transformers 5 reads."""
    table = published | rotation_in_old_keys(path, published)
    second = {"dtype": "torch_dtype", **_SECOND_NAMES.get(dialect, {})}
    return table | {
        key: published[name] for name, key in second.items() if published.get(name) is not None
    }
