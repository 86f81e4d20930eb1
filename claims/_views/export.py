"""`claims.json`: every claim with what came out, every checkpoint with its facts."""

import platform
from collections.abc import Iterable
from typing import Any

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._checkpoints.fact import Fact
from claims._checkpoints.source import Recorded
from claims._core.key import libraries
from claims._core.observed import Untested
from claims._views.place import Entry

# Counted up when a name goes or changes its meaning; a name more leaves it as it is.
SCHEMA_VERSION = 1


def document(entries: Iterable[Entry]) -> dict[str, Any]:
    """Put the entries beside the catalogue's checkpoints, ready for JSON."""
    return {
        "schema_version": SCHEMA_VERSION,
        "environment": {"python": platform.python_version(), **libraries()},
        "checkpoints": [_checkpoint(it) for it in catalogue()],
        "claims": [dict(it) for it in entries],
    }


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint; one without a record has no facts and no parameter count."""
    try:
        record = Recorded().record(checkpoint.id)
        facts, reconciled = record.facts, record.reconciliation
    except Untested:
        facts, reconciled = {}, None
    return {
        "id": checkpoint.id,
        "hub": checkpoint.hub,
        "revision": checkpoint.revision,
        "released": checkpoint.released.isoformat(),
        "family": checkpoint.family,
        "generation": checkpoint.generation,
        "parameters": reconciled.parameters if reconciled else None,
        "facts": {word: _fact(fact) for word, fact in sorted(facts.items())},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"value": fact.value, "evidence": fact.evidence, "from": fact.origin}
