"""The norms: of which kind, where they stand, and what keeps them from dividing by nothing."""

from collections.abc import Mapping
from typing import Any

from claims._inspection.property import Disagreement, Property, measured, unknown
from claims._inspection.subject import Subject

SAME = 1e-2


def norm(subject: Subject) -> Property:
    """Of which kind they are."""
    return measured(subject.ask("norms").kind)


def norm_placement(subject: Subject) -> Property:
    """Before the sublayers, behind them, both, or before two side by side."""
    subject.require_attention()
    return measured(subject.ask("norm_placement").placement)


def norm_eps(subject: Subject) -> Property:
    """Epsilon: a stated number that was measured, or the measured one where none is."""
    eps = subject.ask("norms").eps
    if eps is None:
        return unknown("its norms differ in epsilon, or it couldn't be read off them")
    stated = [it for _, it in stated_eps(subject.stated.values) if abs(it / eps - 1) < SAME]
    return measured(stated[0] if stated else eps)


def disagreements(subject: Subject) -> list[Disagreement]:
    """An epsilon that the file states and no norm has."""
    eps = norm_eps(subject).value
    stated = stated_eps(subject.stated.settings)
    if eps is None or not stated or any(abs(it / eps - 1) < SAME for _, it in stated):
        return []
    key, value = stated[0]
    said = f"the config states {key} {value:g}; its norms have {eps:g}"
    return [Disagreement("norm_eps", value, eps, said)]


def stated_eps(table: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Every number under a key that speaks of an epsilon."""
    return [
        (key, float(it))
        for key, it in table.items()
        if ("eps" in key.split("_") or "epsilon" in key) and isinstance(it, float) and it > 0
    ]
