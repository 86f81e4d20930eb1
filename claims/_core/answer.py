"""The present answer to each claim: the stored result if it still belongs, or a new run."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims._core import store
from claims._core.claim import Claim
from claims._core.entry import entry
from claims._core.evaluate import conclude_derived, run_claim
from claims._core.key import joined, key
from claims._core.result import ClaimResult

Entry = dict[str, Any]


def current_key(claim: Claim, claims: Mapping[str, Claim], source: Any) -> str:
    """The key that a result must have to be current; it reaches what the claim follows from."""
    own = key(claim, source)
    if not claim.follows:
        return own
    return joined([own, *(current_key(claims[other], claims, source) for other in claim.follows)])


def answers(
    claims: Mapping[str, Claim], source: Any, wanted: Iterable[str] | None = None
) -> dict[str, Entry]:
    """Answer the wanted claims (all, if none are named); only what is stale is run."""
    answered: dict[str, Entry] = {}
    ran: dict[str, ClaimResult] = {}
    for claim_id in claims if wanted is None else wanted:
        current = current_key(claims[claim_id], claims, source)
        known = store.fresh(claim_id, current)
        if known is None:
            known = entry(claims[claim_id], _run(claims, claim_id, source, ran), current)
            store.write(known)
        answered[claim_id] = known
    return answered


def _run(
    claims: Mapping[str, Claim], claim_id: str, source: Any, ran: dict[str, ClaimResult]
) -> ClaimResult:
    """Run a claim, and before it all that it follows from."""
    if claim_id not in ran:
        claim = claims[claim_id]
        for other in claim.follows:
            _run(claims, other, source, ran)
        ran[claim_id] = conclude_derived(claim, ran) if claim.follows else run_claim(claim, source)
    return ran[claim_id]
