"""What a page's cell calls: each puts out one text, and which results it belongs to."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from IPython.display import display

from claims._checkpoints.selection import recorded
from claims._core.answer import answers
from claims._core.discovery import load_all
from claims._core.errors import UnknownClaim
from claims._pages.staleness import KEYS
from claims._views.picture import drawn_claims
from claims._views.place import Place
from claims._views.refutations import most_surprising
from claims._views.text import (
    checkpoints_text,
    claim_text,
    comparison_text,
    counterfactuals_text,
    folklore_text,
    glance_text,
    mutants_text,
    picture_text,
    refutations_text,
    running_costs_text,
    slices_text,
    statements_text,
    survey_text,
    tally_text,
    versions_text,
    zoo_text,
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


def glance() -> None:
    """Show every generation by all the properties that claims observe."""
    place = _answered(_of(""))
    _put_out(place, glance_text(place.entries.values()))


def surprise() -> None:
    """Show the most surprising statement that doesn't hold."""
    place = _answered(_of(""))
    _put_out(place, claim_text(most_surprising(place.entries.values())))


def refutations() -> None:
    """Show every statement that doesn't hold, the most surprising first."""
    place = _answered(_of(""))
    _put_out(place, refutations_text(place.entries.values()))


def statements() -> None:
    """Show every statement in one table."""
    place = _answered(_of(""))
    _put_out(place, statements_text(place.entries.values()))


def checkpoints() -> None:
    """Show every checkpoint in one table."""
    _put_out(Place({}), checkpoints_text())


def versions() -> None:
    """Show what came out on other versions of transformers."""
    _put_out(Place({}), versions_text())


def folklore() -> None:
    """Show what is often repeated."""
    place = _answered(_of(""))
    _put_out(place, folklore_text(place.entries.values()))


def mutants() -> None:
    """Show every change to the reference and the records, with the claims that notice it."""
    _put_out(Place({}), mutants_text())


def zoo() -> None:
    """Show how often each property is mistaken for another."""
    _put_out(Place({}), zoo_text())


def survey() -> None:
    """Show what a survey costs."""
    _put_out(Place({}), survey_text())


def slices() -> None:
    """Show what the checks on slices of real weights read."""
    _put_out(Place({}), slices_text())


def counterfactuals() -> None:
    """Show what each alternative costs the stand-ins."""
    _put_out(Place({}), counterfactuals_text())


def running_costs() -> None:
    """Show what running each checkpoint's real weights would read, and whether anybody has."""
    place = _answered(_of(""))
    _put_out(place, running_costs_text(place.entries.values()))


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
        return Place(answers(known, recorded(), wanted))


def _put_out(place: Place, text: str) -> None:
    """Put out the text alone, so that the test of a page compares words and no markup."""
    keys = {claim_id: entry["key"] for claim_id, entry in place.entries.items()}
    show: Callable[..., Any] = display  # IPython states no types
    show({"text/plain": text}, raw=True, metadata={KEYS: keys})
