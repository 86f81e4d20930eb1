"""What a page's cell calls: each puts out one text, and which results it belongs to."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from IPython.display import display

from claims._checkpoints.attestations.standing import standings
from claims._checkpoints.selection import recorded
from claims._core.answer import answers
from claims._core.discovery import load_all
from claims._core.errors import UnknownClaim
from claims._pages.staleness import KEYS
from claims._views.overview import OVERVIEWS, shown_claims
from claims._views.picture import drawn_claims
from claims._views.place import Place
from claims._views.text import (
    claim_text,
    comparison_text,
    overview_text,
    picture_text,
    tally_text,
)


def card(claim_id: str) -> None:
    """Show one claim."""
    place = _answered([claim_id])
    _put_out(place, claim_text(place.entry(claim_id)))


def comparison(section: str, columns: Mapping[str, str]) -> None:
    """Show every checkpoint by the observed properties that `columns` gives titles to."""
    place = _answered(_of(section))
    _put_out(place, comparison_text(place, section, columns))


def picture(name: str) -> None:
    """Show a picture."""
    place = _answered(drawn_claims(name))
    _put_out(place, picture_text(place, name))


def tally(section: str = "") -> None:
    """Show the verdicts of a section, or of all sections."""
    place = _answered(_of(section))
    _put_out(place, tally_text(section or "everything", list(place.entries.values())))


def myth(claim_id: str) -> None:
    """Show one claim at the size of a screen."""
    card(claim_id)


def __getattr__(name: str) -> Callable[[], None]:
    """Every overview by its name: `statements()` shows what `overviews/statements.py` draws."""
    if name not in OVERVIEWS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return partial(_overview, name)


def _overview(name: str) -> None:
    wanted = shown_claims(name)
    place = _answered(_of("") if wanted is None else wanted)
    _put_out(place, overview_text(place, name))


def _of(section: str) -> list[str]:
    """The claims of a section, all of them for none; raises LookupError for an unknown one."""
    known = load_all()
    found = [it for it in known if not section or it.startswith(f"{section}/")]
    if not found:
        sections = ", ".join(dict.fromkeys(it.partition("/")[0] for it in known))
        raise LookupError(f"unknown section {section!r}; known: {sections}")
    return found


def _answered(wanted: Iterable[str]) -> Place:
    """The present answers; what is stale is run, and only then is torch imported."""
    known = load_all()
    for claim_id in wanted:
        if claim_id not in known:
            raise UnknownClaim(claim_id, len(known))
    with warnings.catch_warnings():
        # What a run of torch draws its progress with misses the widgets that no page has.
        warnings.filterwarnings("ignore", message="IProgress not found")
        return Place(answers(known, recorded(), wanted), attestations=standings())


def _put_out(place: Place, text: str) -> None:
    """Put out the text alone, so that the test of a page compares words and no markup."""
    keys = {claim_id: entry["key"] for claim_id, entry in place.entries.items()}
    show: Callable[..., Any] = display  # IPython states no types
    show({"text/plain": text}, raw=True, metadata={KEYS: keys})
