"""The precision that most stored numbers have; of quantized ones a config doesn't say it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from claims._core.observed import CantTell
from claims._core.words import Evidence
from claims._inspection.asked import Asked
from claims._inspection.property import Disagreement, Property, unknown
from claims._inspection.subject import Subject

# What torch calls the precisions of a header, where it isn't what the header says in full.
WORDS = {
    "BF16": "bfloat16",
    "F8_E4M3": "float8_e4m3fn",
    "F8_E8M0": "float8_e8m0fnu",
    "BOOL": "bool",
}
KINDS = {"F": "float", "I": "int", "U": "uint"}


def dtype(subject: Asked) -> Property:
    """The precision that most stored numbers have, else the one that the config states."""
    config, inventory = subject.target.config, subject.target.inventory
    if inventory is not None and inventory.has_shapes and inventory.tensors:
        elements: Counter[str] = Counter()
        for it in inventory.tensors:
            elements[str(it.dtype)] += it.elements
        most, _ = elements.most_common(1)[0]
        return Property(_word(most), Evidence.TENSORS)
    stated = _stated(config)
    if stated and is_quantized(config):
        said = "that its weights are quantized, which are stored in another precision"
        raise CantTell(f"the config states {stated}, and {said}")
    return Property(stated, Evidence.CONFIG) if stated else unknown("no file states a precision")


def _word(of_header: str) -> str:
    return WORDS.get(of_header) or KINDS[of_header[0]] + of_header[1:].lower()


def _stated(config: Mapping[str, Any]) -> str | None:
    """What the config states, or else the part of it that is about text."""
    for table in _tables(config):
        stated = table.get("dtype") or table.get("torch_dtype")
        if isinstance(stated, str) and stated != "auto":
            return stated.removeprefix("torch.")
    return None


def is_quantized(config: Mapping[str, Any]) -> bool:
    """Whether the weights are stored in other shapes and precisions, with scales beside them."""
    return any(it.get("quantization_config") for it in _tables(config))


def _tables(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    nested = config.get("text_config")
    return [config, nested] if isinstance(nested, Mapping) else [config]


def disagreements(subject: Subject) -> list[Disagreement]:
    """Another precision than the one that most numbers are stored with; not of quantized ones."""
    config = subject.target.config
    stated, found = _stated(config), dtype(subject)
    if found.evidence is not Evidence.TENSORS or is_quantized(config):
        return []
    if stated in (None, found.value):
        return []
    said = f"the config states {stated}; most numbers are stored as {found.value}"
    return [Disagreement("dtype", stated, found.value, said)]
