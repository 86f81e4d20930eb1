"""A claim with its result as one JSON object: what `claims.json`, the pages and the store hold."""

from datetime import UTC, datetime
from typing import Any

from claims._core.claim import Claim
from claims._core.discovery import bibliography
from claims._core.result import ClaimResult


def entry(claim: Claim, result: ClaimResult, key: str) -> dict[str, Any]:
    """Join what the author declared and what was measured; `checked_at` is now, in UTC."""
    return {
        "id": claim.id,
        "origin": list(claim.origin),
        "told": list(claim.told),
        "statement": claim.statement,
        "hedged": claim.hedged,
        "alternatives": list(claim.alternatives),
        "verdict": result.verdict,
        "coverage": coverage_json(result),
        "finding": result.finding,
        "because": claim.undecidable,
        "evidence": result.evidence,
        "outcomes": [unit.as_json() for unit in result.units],
        "controls": [control.as_json() for control in result.controls],
        "follows": list(claim.follows),
        "sources": [source_json(name) for name in claim.sources],
        "key": key,
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def coverage_json(result: ClaimResult) -> dict[str, Any]:
    """On how many units a verdict rests, and which are open."""
    it = result.coverage
    return {
        "decided": it.decided,
        "of": it.of,
        "cantTell": list(it.cant_tell),
        "untested": list(it.untested),
    }


def source_json(name: str) -> dict[str, str]:
    """A cited source: from the bibliography, or a named thing in published code."""
    known = bibliography().get(name)
    if known:
        return {"id": name, **known}
    repository, _, thing = name.partition(":")
    return {"id": name, "title": f"{thing} in {repository}", "url": ""}
