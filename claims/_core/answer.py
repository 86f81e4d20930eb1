"""The present answer to each claim: the stored result if it still belongs, or a new run."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from claims._core import store
from claims._core.ahead import measure_ahead
from claims._core.claim import Claim
from claims._core.discovery import PACKAGE
from claims._core.entry import entry
from claims._core.errors import ClaimError
from claims._core.evaluate import EVERYTHING
from claims._core.key import LIBRARIES, look_again, section_of
from claims._core.reach import libraries_in, reached
from claims._core.result import ClaimResult
from claims._core.run import Run, evidence_of, premises
from claims._core.store import Kept
from claims._core.touched import read_by
from claims._core.words import Evidence

Entry = dict[str, Any]


def current(claim: Claim) -> Entry | None:
    """A claim's stored result, if it is the present one."""
    if PACKAGE not in claim.path.parents:
        return None
    return store.fresh(claim.id, _loaded(claim))


def keep(claim: Claim, result: ClaimResult) -> Entry:
    """Store a result that was found to be right, also in place of one that somehow wasn't."""
    made = kept(claim, result, {})
    then = store.kept(claim.id)
    if then is None or replace(then, entry={**then.entry, "checked_at": ""}) != replace(
        made, entry={**made.entry, "checked_at": ""}
    ):
        store.write(made)
        return made.entry
    return then.entry


def kept(claim: Claim, result: ClaimResult, instead: Mapping[str, str]) -> Kept:
    """A result with all that it was reached by; of some files, digests of what was read instead."""
    loaded = {**_loaded(claim), **instead}
    files = reached([*loaded, *result.touched])
    files = reached([*files, *read_by(files)])
    look_again(files)
    made = Kept({}, tuple(sorted(files)), _libraries(claim, files))
    return replace(made, entry=entry(claim, result, made.key(loaded)))


def _libraries(claim: Claim, files: Iterable[str]) -> tuple[str, ...]:
    """The libraries that a result depends on, by its evidence or by what its code imports."""
    if evidence_of(claim) & {Evidence.BEHAVIOUR, Evidence.WEIGHTS}:
        return LIBRARIES
    named = libraries_in(filter(section_of, files), LIBRARIES)
    return tuple(it for it in LIBRARIES if it in named)


def _loaded(claim: Claim) -> dict[str, str]:
    """The digests of the texts that a claim, and what it follows from, were loaded from."""
    claims = (claim, *premises(claim).values())
    return {it.path.relative_to(PACKAGE).as_posix(): it.digest for it in claims}


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
    known = {it: current(claims[it]) for it in wanted}
    measure_ahead(run, [claims[it] for it, present in known.items() if present is None])
    answered: dict[str, Entry] = {}
    refused: list[ClaimError] = []
    for claim_id, present in known.items():
        try:
            answered[claim_id] = present or keep(claims[claim_id], run.claim(claims[claim_id]))
        except ClaimError as error:
            refused.append(error)
    return answered, refused
