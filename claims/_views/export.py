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
from claims._core.key import libraries
from claims._views.attestations import exported
from claims._views.checkpoints import recorded
from claims._views.place import Entry

# Counted up when a name goes or changes its meaning; a name more leaves it as it is.
SCHEMA_VERSION = 1


def document(entries: Iterable[Entry], standings: Sequence[Standing] = ()) -> dict[str, Any]:
    """Put the entries beside the catalogue's checkpoints, ready for JSON."""
    return {
        "schema_version": SCHEMA_VERSION,
        "environment": {"python": platform.python_version(), **libraries()},
        "checkpoints": [_checkpoint(it) for it in catalogue()],
        "claims": [{**it, "attestations": exported(standings, it)} for it in entries],
    }


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint; one without a record has no facts and no parameter count."""
    record = recorded(checkpoint)
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
    }


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
