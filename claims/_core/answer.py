"""The present answer to each claim: the stored result if it still belongs, or a new run."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims._core import store
from claims._core.claim import Claim
from claims._core.entry import entry
from claims._core.evaluate import EVERYTHING
from claims._core.key import joined, key
from claims._core.run import Run

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
    run = Run(source, source, EVERYTHING)
    for claim_id in claims if wanted is None else wanted:
        claim = claims[claim_id]
        current = current_key(claim, claims, source)
        known = store.fresh(claim_id, current)
        if known is None:
            known = entry(claim, run.claim(claim), current)
            store.write(known)
        answered[claim_id] = known
    return answered
