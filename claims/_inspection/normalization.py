"""The norms: of which kind, where they stand, and what keeps them from dividing by nothing."""

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
    stated = [it for _, it in _stated(subject, all_values=True) if abs(it / eps - 1) < SAME]
    return measured(stated[0] if stated else eps)


def disagreements(subject: Subject) -> list[Disagreement]:
    """An epsilon that the file states and no norm has."""
    eps = norm_eps(subject).value
    stated = _stated(subject)
    if eps is None or not stated or any(abs(it / eps - 1) < SAME for _, it in stated):
        return []
    key, value = stated[0]
    said = f"the config states {key} {value:g}; its norms have {eps:g}"
    return [Disagreement("norm_eps", value, eps, said)]


def _stated(subject: Subject, *, all_values: bool = False) -> list[tuple[str, float]]:
    table = subject.stated.values if all_values else subject.stated.settings
    return [
        (key, float(it))
        for key, it in table.items()
        if ("eps" in key.split("_") or "epsilon" in key) and isinstance(it, float) and it > 0
    ]
