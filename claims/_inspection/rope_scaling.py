"""Whether a rotation's frequencies are scaled: as the keys turn, and as the config states it."""

from collections.abc import Mapping
from typing import Any

from claims._core.observed import CantTell
from claims._core.words import Evidence
from claims._inspection.frequencies import agrees, is_plain
from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.rope_tables import ONLY_LONG, kind_of, scaling_of, slows, tables
from claims._inspection.subject import Subject
from claims._inspection.turned_keys import require_pairs, required_keys, turned_keys
from claims._probes.watching.turning import Turning


def rope_scaling(subject: Subject) -> Property:
    """The stated scaling, if the frequencies are scaled; without a value, if they are not."""
    turning = required_keys(subject)
    for table in filter(slows, tables(subject)):
        if all(agrees(it, table) for it in turning.values()):
            if all(_meets_its_base(it, table) for it in turning.values()):
                kind = kind_of(table)
                raise CantTell(f"at the widths that were built {kind} scaling changes nothing")
            return measured(scaling_of(table))
    if all(is_plain(it, subject) for it in turning.values()):
        return _of_long_texts(subject)
    require_pairs(turning.values())
    stated = [it for it in tables(subject) if kind_of(it) != "default"]
    if len(stated) == 1 and not any(is_plain(it, subject) for it in turning.values()):
        return Property(
            scaling_of(stated[0]), Evidence.CONFIG, "stated; that it is scaled was seen"
        )
    raise CantTell("the frequencies are scaled, or differ from layer to layer")


def _meets_its_base(turning: Turning, table: Mapping[str, Any]) -> bool:
    """Whether the pairs turn by the base of a table as though it stated no scaling."""
    return agrees(turning, {"rope_theta": table["rope_theta"]})


def _of_long_texts(subject: Subject) -> Property:
    """The stated scaling that changes nothing in a short text; else that there is none."""
    for table in tables(subject):
        if (kind := kind_of(table)) in ONLY_LONG and not slows(table):
            _require_read(subject, kind)
            why = "stated; it changes nothing within a text as short as was measured"
            return Property(scaling_of(table), Evidence.CONFIG, why)
    return measured(None, "not scaled: the frequencies fall off evenly from 1")


def _require_read(subject: Subject, kind: str) -> None:
    """Raise CantTell where no module keeps the kind of scaling, as those do that go by it."""
    for module in subject.fitted.model.module.modules():
        kept = getattr(module, "rope_type", None)
        if kind in (kept.values() if isinstance(kept, Mapping) else [kept]):
            return
    raise CantTell(f"the config states {kind} scaling, and no module of the class reads such kinds")


def disagreements(subject: Subject) -> list[Disagreement]:
    """A scaling that the file states and that isn't there."""
    turning = turned_keys(subject)
    if not turning or not all(is_plain(it, subject) for it in turning.values()):
        return []
    found = []
    for table in filter(slows, tables(subject)):
        if not all(agrees(it, table) for it in turning.values()):
            said = f"the config states {kind_of(table)} scaling; the frequencies are not scaled"
            found.append(Disagreement("rope_scaling", scaling_of(table), None, said))
    return found
