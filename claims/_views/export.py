"""`claims.json`: every claim with what came out, every checkpoint with its facts."""

import platform
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import asdict

from claims._checkpoints.attestations.standing import Standing
from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._checkpoints.fact import Fact
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record
from claims._checkpoints.selection import Selection, recorded
from claims._core.key import libraries
from claims._core.observed import Untested
from claims._views.attestations import exported
from claims._views.place import Entry

# Counted up when a name goes or changes its meaning; a name more leaves it as it is.
SCHEMA_VERSION = 1


def document(
    entries: Iterable[Entry],
    source: Selection | None = None,
    standings: Sequence[Standing] = (),
) -> dict[str, Any]:
    """Put the entries beside the catalogue's checkpoints as their source has them, for JSON."""
    source = source or recorded()
    return {
        "schema_version": SCHEMA_VERSION,
        "source": source.name,
        "environment": {"python": platform.python_version(), **libraries()},
        "checkpoints": [_checkpoint(it, source) for it in catalogue()],
        "claims": [{**it, "attestations": exported(standings, it)} for it in entries],
    }


def _checkpoint(checkpoint: Checkpoint, source: Selection) -> dict[str, Any]:
    """A checkpoint; one without a record has no facts and no parameter count."""
    record = _record(checkpoint, source)
    took = source.took.get(checkpoint.id)
    facts = {word: _fact(it, record) for word, it in sorted(record.facts.items())} if record else {}
    reconciled = record.reconciliation if record else None
    return {
        "id": checkpoint.id,
        "hub": checkpoint.hub,
        "revision": checkpoint.revision,
        "note": checkpoint.note,
        "released": checkpoint.released.isoformat(),
        "family": checkpoint.family,
        "generation": checkpoint.generation,
        "parameters": reconciled.parameters if reconciled else None,
        "reconciled": _reconciled(reconciled) if reconciled else None,
        "facts": facts,
        "requests": took.requests if took else None,
        "bytes_read": took.bytes_read if took else None,
    }


def _record(checkpoint: Checkpoint, source: Selection) -> Record | None:
    """The record of a checkpoint, if the source gives one."""
    try:
        return source.record(checkpoint.id)
    except Untested:
        return None


def _fact(fact: Fact, record: Record) -> dict[str, Any]:
    """A fact with the file that states it, and how surely that is the published one."""
    file = next((it for it in record.files if it.path == fact.file), None)
    return {
        "value": fact.value,
        "evidence": fact.evidence,
        "from": fact.origin,
        "file": fact.file,
        "sha256": file.sha256 if file else None,
        "tie": file.tie if file else None,
        "confirmed_by": list(fact.confirmed_by),
        "disputed_by": list(fact.disputed_by),
    }


def _reconciled(it: Reconciliation) -> dict[str, Any]:
    """How the reference class accounts for what is published of the weights."""
    return {
        "kind": it.kind,
        "library": it.library,
        "stored_elements": it.stored_elements,
        "stored_bytes": it.stored_bytes,
        "at_most": it.at_most,
        "ties": list(it.ties),
        "buffers": [asdict(buffer) for buffer in it.buffers],
        "against": [asdict(met) for met in it.against],
    }
