"""Verdicts and outcomes as an icon, a word and a colour; the colour never stands alone."""

from urllib.parse import quote

from claims._core.words import Outcome, Verdict
from claims._views.html import Html, tag
from claims._views.place import Entry

RING = '<path d="M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13"/>'
CHECK = '<path d="M5 8.3l2.1 2.1L11 6.2"/>'
CROSS = '<path d="M5.5 5.5l5 5M10.5 5.5l-5 5"/>'
PASSED = '<path d="M3 8.6l3.3 3.3L13 4.9"/>'
FAILED = '<path d="M4 4l8 8M12 4l-8 8"/>'
QUESTION = '<path d="M6.1 6.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.8.6-.8 1.2M8 11.4v.1"/>'
DASHED = '<path stroke-dasharray="2.4 2.1" d="M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13"/>'
HALF = '<path fill="currentColor" d="M8 1.5a6.5 6.5 0 0 1 0 13z"/>'
HANDS = '<path d="M8 4.4V8l2.4 1.6"/>'
DASH = '<path d="M5 8h6"/>'

PEN = 'fill="none" stroke="#000" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'
ICONS: dict[str, str] = {
    Verdict.CONFIRMED: RING + CHECK,
    Verdict.REFUTED: RING + CROSS,
    Verdict.PARTLY: RING + HALF,
    Verdict.OUTDATED: RING + HANDS,
    Verdict.UNDECIDABLE: RING + QUESTION,
    Verdict.UNCHECKED: DASHED,
    "stale": DASHED,
    Outcome.PASSED: PASSED,
    Outcome.FAILED: FAILED,
    Outcome.CANT_TELL: RING + QUESTION,
    Outcome.INAPPLICABLE: DASH,
    Outcome.UNTESTED: DASHED,
}
WORDS: dict[str, str] = {Outcome.CANT_TELL: "can’t tell", Outcome.INAPPLICABLE: "doesn’t apply"}


def icon(word: str) -> Html:
    """The drawing of a verdict or an outcome; a reader who can't see it has the word beside it."""
    return tag("i", class_=f"icon of-{word}", aria_hidden="true")


def sheet() -> str:
    """The style sheet that draws the icons: a page has hundreds, and would repeat each in full."""
    drawn = {word: f"data:image/svg+xml,{quote(_svg(word))}" for word in ICONS}
    return "".join(f'.of-{word} {{ --icon: url("{it}") }}\n' for word, it in drawn.items())


def _svg(word: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" {PEN}>{ICONS[word]}</svg>'


def open_units(entry: Entry) -> bool:
    """Whether a verdict doesn't rest on all the units that it applies to."""
    decided: int = entry["coverage"]["decided"]
    of: int = entry["coverage"]["of"]
    return entry["verdict"] != Verdict.UNDECIDABLE and decided < of


def verdict_words(entry: Entry) -> str:
    """The verdict, with its coverage where that isn't complete, and a warning where it is stale."""
    words = str(entry["verdict"])
    if open_units(entry):
        words += f" on {entry['coverage']['decided']} of {entry['coverage']['of']}"
    return f"stale: was {words}" if entry.get("stale") else words


def verdict_mark(entry: Entry) -> Html:
    """A claim's verdict as it shows everywhere."""
    kind = "stale" if entry.get("stale") else entry["verdict"]
    classes = f"verdict is-{kind}" + (" is-open" if open_units(entry) else "")
    return tag("span", icon(entry["verdict"]), verdict_words(entry), class_=classes)


def plain_mark(verdict: str) -> Html:
    """A verdict by itself, such as one that a claim might have come to."""
    return tag("span", icon(verdict), verdict, class_=f"verdict is-{verdict}")


def outcome_mark(outcome: str) -> Html:
    """The outcome of one check."""
    words = WORDS.get(outcome, outcome)
    return tag("span", icon(outcome), words, class_=f"outcome is-{outcome}")


def stale_mark(words: str) -> Html:
    """An outcome that no longer belongs to what is here."""
    return tag("span", icon("stale"), words, class_="outcome is-stale")
