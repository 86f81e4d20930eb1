"""Whose published files a record's weights were held against, where they aren't its own."""

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.facts import siblings
from claims._checkpoints.record import Record


def sibling_of(record: Record, file: str) -> str:
    """The related model that a file is of; empty for one that is the checkpoint's own.

    Of a file that nobody read only its repository tells: it is a sibling's where nothing else was
    read from there.
    """
    if any(it.path == file for it in record.files):
        return siblings(record).get(file, "")
    there = [it for it in record.files if it.repo == file.rpartition("/")[0]]
    related = [it for it in there if it.relation == "sibling"]
    return related[0].words or related[0].repo if related and related == there else ""


def is_elsewhere(record: Record, file: str) -> bool:
    """Whether a file is of a repository that is neither the checkpoint's nor one read here."""
    own = {it.hub for it in catalogue() if it.id == record.id}
    return file.rpartition("/")[0] not in own | {it.repo for it in record.files}


def siblings_alone(record: Record) -> tuple[str, ...]:
    """The related models that the weights were held against, if nothing of its own is published."""
    made = record.reconciliation
    found = [sibling_of(record, it.file) for it in made.against] if made else []
    return tuple(dict.fromkeys(found)) if found and all(found) else ()
