"""A verdict as a small picture for other places: it brings its own colours and its own words."""

from claims._core.visible import visible
from claims._views.html import Html, join, tag
from claims._views.marks import ICONS, open_units, verdict_words
from claims._views.place import Entry

# White words on these are easy to read, whatever ground the picture is put on.
COLOURS = {
    "confirmed": "#17663a",
    "refuted": "#b3261e",
    "partly": "#8a5300",
    "outdated": "#6a3fa0",
    "undecidable": "#3f5b78",
    "unchecked": "#5c6066",
    "stale": "#5c6066",
}
LABEL = "claim"
HEIGHT, EDGE, LETTER, SIGN = 20, 7, 6.3, 13


def badge_of(entry: Entry) -> Html:
    """A claim's present verdict, with the statement as the picture's words."""
    kind = "stale" if entry.get("stale") else str(entry["verdict"])
    # A verdict that doesn't rest on all its units is nowhere plain green.
    colour = "partly" if open_units(entry) and kind == "confirmed" else kind
    words = verdict_words(entry)
    return _drawn(kind, COLOURS[colour], words, f"{visible(entry['statement'])} {words}")


def badge(verdict: str) -> Html:
    """One verdict, whatever it is of."""
    return _drawn(verdict, COLOURS[verdict], verdict, f"{LABEL}: {verdict}")


def _drawn(kind: str, colour: str, words: str, title: str) -> Html:
    """The label on the left, sign and words on their colour on the right."""
    left = round(2 * EDGE + LETTER * len(LABEL))
    width = round(left + 2 * EDGE + SIGN + 4 + LETTER * len(words))
    size = {"width": str(width), "height": str(HEIGHT), "viewBox": f"0 0 {width} {HEIGHT}"}
    return tag(
        "svg",
        tag("title", title),
        tag("rect", width=width, height=HEIGHT, rx="3", fill="#3a4048"),
        tag("path", d=_right(left, width), fill=colour),
        tag("g", Html(ICONS[kind]), transform=f"translate({left + EDGE} 3.5) scale(.8)", **PEN),
        _text(EDGE, LABEL),
        _text(left + EDGE + SIGN + 4, words),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=title,
        **size,
    )


PEN = {"fill": "none", "stroke": "#fff", "stroke_width": "1.7", "stroke_linecap": "round"}


def _right(left: int, width: int) -> str:
    """The right part, with the two outer corners round."""
    return f"M{left} 0h{width - left - 3}a3 3 0 0 1 3 3v{HEIGHT - 6}a3 3 0 0 1-3 3H{left}z"


def _text(x: int, words: str) -> Html:
    """Words that take exactly the room that was kept for them, in whatever font there is."""
    wide = f"{LETTER * len(words):.0f}"
    look = {"fill": "#fff", "font_family": "Verdana,DejaVu Sans,sans-serif", "font_size": "11"}
    return tag("text", join(words), x=x, y="14", textLength=wide, **look)
