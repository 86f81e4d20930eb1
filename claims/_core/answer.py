"""The present answer to each claim: the stored result if it still belongs, or a new run."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims._core import store
from claims._core.ahead import measure_ahead
from claims._core.claim import Claim
from claims._core.discovery import PACKAGE
from claims._core.entry import entry
from claims._core.errors import ClaimError
from claims._core.evaluate import EVERYTHING
from claims._core.key import joined, key
from claims._core.result import ClaimResult
from claims._core.run import Run, premises

Entry = dict[str, Any]


def current_key(claim: Claim, claims: Mapping[str, Claim], source: Any) -> str:
    """The key that a result must have to be current; it reaches what the claim follows from."""
    own = key(claim, source)
    if not claim.follows:
        return own
    return joined([own, *(current_key(claims[other], claims, source) for other in claim.follows)])


def is_kept(claim: Claim, source: Any) -> bool:
    """Whether the store has a claim's present result."""
    if PACKAGE not in claim.path.parents:
        return False
    return store.fresh(claim.id, current_key(claim, premises(claim), source)) is not None


def keep(claim: Claim, result: ClaimResult, source: Any) -> None:
    """Store a result that was found to be right, also in place of one that somehow wasn't."""
    if PACKAGE not in claim.path.parents:
        return
    now = entry(claim, result, current_key(claim, premises(claim), source))
    then = store.fresh(claim.id, now["key"])
    if then is None or {**then, "checked_at": ""} != {**now, "checked_at": ""}:
        store.write(now)


def answers(
    claims: Mapping[str, Claim], source: Any, wanted: Iterable[str] | None = None
) -> dict[str, Entry]:
    """Answer the wanted claims (all, if none are named); raise ClaimError for the first refused."""
    answered, refused = answer_each(claims, source, claims if wanted is None else wanted)
    for error in refused:
        raise error
    return answered


def answer_each(
    claims: Mapping[str, Claim], source: Any, wanted: Iterable[str]
) -> tuple[dict[str, Entry], list[ClaimError]]:
    """Answer every wanted claim that can be answered, and say what is wrong with the others.

    Only what is stale is run.
    """
    run = Run(source, source, EVERYTHING)
    keys = {it: current_key(claims[it], claims, source) for it in wanted}
    known = {it: store.fresh(it, belongs) for it, belongs in keys.items()}
    measure_ahead(run, [claims[it] for it, entry in known.items() if entry is None])
    answered: dict[str, Entry] = {}
    refused: list[ClaimError] = []
    for claim_id, belongs in keys.items():
        try:
            answered[claim_id] = known[claim_id] or _run(run, claims[claim_id], belongs)
        except ClaimError as error:
            refused.append(error)
    return answered, refused


def _run(run: Run, claim: Claim, belongs: str) -> Entry:
    made = entry(claim, run.claim(claim), belongs)
    store.write(made)
    return made
