"""The base of a rotation's frequencies: as the keys turn, and as the config states it."""

from claims._core.observed import CantTell
from claims._inspection.frequencies import SAME, agrees, of_the_fastest
from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.rope_tables import kinds, slows, stated_thetas, tables
from claims._inspection.subject import Subject
from claims._inspection.turned_keys import (
    PAIRS,
    require_pairs,
    required_keys,
    stated_layers,
    turned_keys,
)
from claims._probes.watching.turning import Turning, fitted_theta


def rope_theta(subject: Subject) -> Property:
    """The base of the frequencies, as the keys were seen to turn."""
    turning = required_keys(subject)
    found = {at: _theta(it, subject) for at, it in turning.items()}
    if len(set(found.values())) > 1:
        of_each = {theta: [at for at in found if found[at] == theta] for theta in found.values()}
        said = [
            f"{_number(it)} in layers {stated_layers(subject, at)}" for it, at in of_each.items()
        ]
        few = len(subject.fitted.layers) < subject.stated.layers
        built = " of those that were built" if few else ""
        raise CantTell(f"it differs from layer to layer: {'; '.join(said)}{built}")
    theta = next(iter(found.values()))
    if theta is None:
        require_pairs(turning.values())
        raise CantTell("no base explains how fast the pairs turn")
    return measured(theta)


def _theta(turning: Turning, subject: Subject) -> float | None:
    """θ of one layer: a stated number that the pairs bear out, else what they alone show."""
    if len(turning.frequencies) < PAIRS:
        return None  # the first turns by one radian, whatever the base
    shown = [it for it in (fitted_theta(turning.frequencies), of_the_fastest(turning)) if it]
    for stated in sorted({it for _, it in stated_thetas(subject.stated.values, kinds(subject))}):
        if any(abs(it / stated - 1) < SAME for it in shown):
            return stated
        if any(agrees(turning, {**table, "rope_theta": stated}) for table in tables(subject)):
            return stated
    plain = fitted_theta(turning.frequencies)
    if len(turning.frequencies) == PAIRS and not any(map(slows, tables(subject))):
        plain = of_the_fastest(turning)
    return float(f"{plain:.4g}") if plain else None


def _number(theta: float | None) -> str:
    return "none that explains it" if theta is None else f"{theta:,g}"


def _one(bases: set[float | None]) -> float | None:
    return next(iter(bases)) if len(bases) == 1 else None


def disagreements(subject: Subject) -> list[Disagreement]:
    """A base that the file states and no layer has."""
    turning = turned_keys(subject)
    bases = {_theta(it, subject) for it in turning.values()}
    if None in bases:
        return []  # no base was measured that could be another
    found = []
    for key, stated in stated_thetas(subject.stated.settings, kinds(subject)):
        if not any(it and abs(it / stated - 1) < SAME for it in bases):
            seen = ", ".join(map(_number, bases)) if turning else "no keys that turn"
            # Of a key that the class declares, another kind of layer would go by it.
            unread = turning and (subject.stated.is_own(key) or key == "rope_theta")
            of_none = ", which no layer that was built reads" if unread else ""
            said = f"the config states {key} {stated:,g}{of_none}; measured: {seen}"
            found.append(Disagreement("rope_theta", stated, _one(bases), said))
    return found
