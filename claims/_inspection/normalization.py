"""The norms: of which kind, where they stand, and what keeps them from dividing by nothing."""

from collections.abc import Mapping
from typing import Any

from claims._inspection.property import Disagreement, Property, measured, unknown
from claims._inspection.subject import Subject, told
from claims._inspection.unattended import also_unattended
from claims._probes.watching.normalizing import NONE

SAME = 1e-2
# What was read may be off by as much as two readings of one epsilon.
UNREAD = NONE * (1 + SAME)
SIDE_BY_SIDE = ("use_parallel_residual", "parallel_attn", "parallel_residual", "use_parallel_block")
BEHIND = ("use_post_norm", "use_post_attn_norm", "use_post_ffw_norm", "post_norm")
# For each switch the placements that it speaks of.
SWITCHES = dict.fromkeys(SIDE_BY_SIDE, ("parallel",)) | dict.fromkeys(BEHIND, ("post", "both"))


def norm(subject: Subject) -> Property:
    """Of which kind they are."""
    return measured(subject.ask("norms").kind)


@also_unattended
def norm_placement(subject: Subject) -> Property:
    """Before the sublayers, behind them, both, or before two side by side."""
    return measured(subject.ask("norm_placement").placement)


def norm_eps(subject: Subject) -> Property:
    """Epsilon: a stated number that was measured, or the measured one where none is."""
    eps = subject.ask("norms").eps
    if eps is None:
        return unknown("its norms differ in epsilon, or it couldn't be read off them")
    if not eps and any(it < UNREAD for _, it in stated_eps(subject.stated.values)):
        return unknown(f"an epsilon below {NONE:g} can't be told from none")
    stated = [it for _, it in stated_eps(subject.stated.values) if abs(it - eps) < SAME * eps]
    return measured(stated[0] if stated else eps)


def disagreements(subject: Subject) -> list[Disagreement]:
    """An epsilon that the file states and no norm has, and sublayers that it puts otherwise."""
    eps = norm_eps(subject).value
    stated = stated_eps(subject.stated.settings)
    found = []
    if eps is not None:
        others = [(key, it) for key, it in stated if abs(it - eps) >= SAME * eps]
        unread = [(key, it) for key, it in others if not subject.stated.is_own(key)]
        # Beside one that is met, another that the class reads may be of other norms.
        for key, value in others[:1] if len(others) == len(stated) else unread:
            said = f"the config states {key} {value:g}; its norms have {eps:g}"
            found.append(Disagreement("norm_eps", value, eps, said))
    return found + _of_placement(subject)


def _of_placement(subject: Subject) -> list[Disagreement]:
    """A switch that the class doesn't read, and that says it wrong."""
    found = []
    seen = told(norm_placement, subject).value
    for key, meant in SWITCHES.items():
        stated = subject.stated.settings.get(key)
        if seen is None or not isinstance(stated, bool) or subject.stated.is_own(key):
            continue
        if stated is not (seen in meant):
            said = f"the config states {key} {stated}; measured placement of norms: {seen}"
            found.append(Disagreement("norm_placement", stated, seen, said))
    return found


def stated_eps(table: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Every number under a key that speaks of an epsilon."""
    return [
        (key, float(it))
        for key, it in table.items()
        if ("eps" in key.split("_") or "epsilon" in key) and isinstance(it, float) and it > 0
    ]
