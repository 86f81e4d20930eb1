"""What is stored beside the config, and whether the class that is declared accounts for it."""

import re
from math import prod
from typing import Any

from claims._core.words import Evidence
from claims._inspection.asked import Asked
from claims._inspection.precision import is_quantized
from claims._inspection.property import Disagreement, Property, unknown
from claims._inspection.subject import Subject

NOTHING = "what is stored beside the config isn't known"
# Names that are read for a sentence, not for a list.
SHOWN = 3
# Buffers that many classes once stored.
FORMER = (r"inv_freq$", r"(^|\.)position_ids$", r"\.masked_bias$")


def stored_elements(subject: Asked) -> Property:
    """All numbers that are stored, buffers and repeated ones included."""
    found = subject.target.stored_elements
    return unknown(NOTHING) if found is None else Property(found, Evidence.TENSORS)


def stored_bytes(subject: Asked) -> Property:
    """What they take, without headers."""
    found = subject.target.stored_bytes
    return unknown(NOTHING) if found is None else Property(found, Evidence.TENSORS)


def sizes_decided_by(subject: Subject) -> Evidence:
    """Tensors, where the class has exactly those that are stored; else the config alone."""
    inventory = subject.target.inventory
    if subject.target.accounted:
        return Evidence.TENSORS
    if inventory is None or not inventory.has_shapes or inventory.naming != "hub":
        return Evidence.CONFIG
    missing, others = compared(subject)
    met = not missing or _under_other_names(subject, missing)
    if not missing and superfluous(subject):
        return Evidence.CONFIG
    return Evidence.TENSORS if met and not others else Evidence.CONFIG


def disagreements(subject: Subject) -> list[Disagreement]:
    """Stored tensors of another shape than the config declares, those missing, those too many.

    What is quantized has names and shapes of its own.
    """
    inventory = subject.target.inventory
    if inventory is None or not inventory.has_shapes or inventory.naming != "hub":
        return []
    if is_quantized(subject.target.config):
        return []
    missing, others = compared(subject)
    found = [
        Disagreement(
            "stored tensors",
            list(declared),
            list(stored),
            f"{name}: the config declares {list(declared)}, stored is {list(stored)}",
        )
        for name, declared, stored in others[:SHOWN]
    ]
    if absent := not_stored(subject):
        sentence = f"of the declared class {len(absent)} are not stored: {listed(absent)}"
        found.append(Disagreement("stored tensors", len(absent), 0, sentence))
    if (absent or not missing) and (more := superfluous(subject)):
        names = listed(more)
        sentence = f"{len(more)} are stored that the declared class doesn't have: {names}"
        found.append(Disagreement("stored tensors", 0, len(more), sentence))
    return found


def listed(names: list[str]) -> str:
    """The first few, for a sentence."""
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def not_stored(subject: Subject) -> list[str]:
    """Names of the class that aren't stored, nor as many numbers under others."""
    inventory = subject.target.inventory
    if inventory is None or not inventory.has_shapes or inventory.naming != "hub":
        return []
    missing, _ = compared(subject)
    return [] if _under_other_names(subject, missing) else missing


def superfluous(subject: Subject) -> list[str]:
    """Names that are stored and that the class neither has nor passes over as of older versions.

    Nothing is said of a part of a model, nor of the scales of quantized weights.
    """
    if not subject.stated.is_whole or is_quantized(subject.target.config):
        return []
    return unknown_names(subject)


def unknown_names(subject: Subject) -> list[str]:
    """Names that are stored and that the class neither has nor passes over."""
    declared = subject.declared
    passed_over = [*(declared.module._keys_to_ignore_on_load_unexpected or ()), *FORMER]
    known = {*declared.shapes, *declared.buffers}
    names = [name for name in subject.stored if name not in known]
    return [name for name in names if not any(re.search(it, name) for it in passed_over)]


def compared(subject: Subject) -> tuple[list[str], list[tuple[str, Any, Any]]]:
    """Names of the class that aren't stored, and names stored with another shape."""
    declared, here = subject.declared, subject.stored
    absent = [it for it in declared.shapes if it not in here]
    # Of one matrix under two names either will do.
    one = {*declared.ties, *declared.ties.values()}
    stored_once = any(it in here for it in one)
    missing = [it for it in absent if not (it in one and stored_once)]
    others = [
        (name, declared.shapes[name], it.shape)
        for name, it in here.items()
        if name in declared.shapes and declared.shapes[name] != it.shape
    ]
    return missing, others


def _under_other_names(subject: Subject, missing: list[str]) -> bool:
    """Whether as many numbers as are missing are stored under names that the class doesn't have.

    Experts that a class keeps as one tensor are stored one by one, and some names are older ones.
    """
    declared = subject.declared
    wanted = sum(prod(declared.shapes[it]) for it in missing)
    known = {*declared.shapes, *declared.buffers}
    return wanted == sum(it.elements for name, it in subject.stored.items() if name not in known)
