"""How to cite a claim's page: in words, and for BibTeX."""

import re
from datetime import datetime

from claims._core.visible import visible
from claims._views.marks import verdict_words
from claims._views.place import Entry, page_of
from claims._views.published import Published

# Braces are written by their names: BibTeX counts them even after a backslash.
BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{it: f"\\{it}" for it in "&%$#_"},
}


def plain(published: Published, entry: Entry) -> str:
    """A citation in a sentence or two, up to the address."""
    day = _checked(entry).date().isoformat()
    said = f"“{_line(entry['statement'])}” {_capital(verdict_words(entry))}."
    return f"{said} {_line(published.name)}, result {_line(entry['key'])} of {day}."


def bibtex(published: Published, entry: Entry) -> tuple[str, str]:
    """An entry of a bibliography in two parts: the site's address goes between them.

    Only the entry's key and the address are taken as they are, since they are made of file names.
    """
    day = _checked(entry)
    name = re.sub(r"[^\w/]", "", entry["id"]).replace("/", ":")
    title = f"{entry['statement']} ({verdict_words(entry)})"
    before = [
        f"@misc{{{name},",
        f"  title = {{{{{_escaped(title)}}}}},",
        f"  author = {{{{{_escaped(published.name)}}}}},",
        f"  year = {{{day.year}}},",
        f"  month = {{{day.month}}},",
        f"  note = {{Result {_escaped(entry['key'])}, checked on {day.date().isoformat()}}},",
        "  url = {",
    ]
    return "\n".join(before), f"{re.sub(r'[^a-z0-9_/]', '', page_of(entry['id']))}}},\n}}"


def _checked(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["checked_at"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(text: str) -> str:
    """A text in one line, with nothing in it that steers."""
    return visible(" ".join(text.split()))


def _escaped(text: str) -> str:
    return "".join(BIBTEX.get(it, it) for it in _line(text))
