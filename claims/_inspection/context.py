"""The longest text: as the config states it, and as a table with a row for each position holds."""

import json

from claims._core.observed import CantTell, NoOutcome
from claims._core.words import Evidence
from claims._inspection.asked import Asked
from claims._inspection.property import Property, measured, unknown
from claims._inspection.subject import Subject
from claims._probes.watching.position_rows import PositionRows, position_rows

# BLOOM's files state the last of them, and its class reads none.
WORDS = ("max_position_embeddings", "max_seq_len", "max_sequence_length", "seq_length")


def context(subject: Subject) -> Property:
    """The longest text that the config speaks of, or that its table of positions has rows for.

    A class may pass over the first rows, as RoBERTa over those up to its padding's.
    """
    found = stated_context(subject)
    if found.evidence is None or (read := _rows(subject)) is None:
        return found
    rows, _ = subject.declared.shapes[read.table]
    if rows - read.first >= found.value:
        return found
    _require_the_stated_first(subject)
    said = f"the table of positions has {rows:,} rows, and the first that is read is {read.first}"
    return measured(rows - read.first, f"{said}; stated: {found.value:,}")


def stated_context(subject: Asked) -> Property:
    """The longest text that the config speaks of."""
    for word in WORDS:
        found = subject.stated.get(word)
        if isinstance(found, int) and found > 0:
            return Property(found, Evidence.CONFIG)
    return unknown("the config states no longest text")


def _rows(subject: Subject) -> PositionRows | None:
    """The rows that the small model reads; nothing where there is none."""
    try:
        return position_rows(subject.fitted.model)
    except NoOutcome:
        return None


def _require_the_stated_first(subject: Subject) -> None:
    """Raise CantTell where the small model pads otherwise, so that its first row may be another."""
    small = json.loads(subject.fitted.model.recipe.settings)
    stated = subject.stated.values.get("pad_token_id")
    if small.get("pad_token_id", stated) != stated:
        raise CantTell("the table of positions is entered by the padding, which is another here")
