"""Every statement in one table, by section, with its verdict and what it rests on."""

from collections.abc import Iterable, Mapping, Sequence

from claims._core.words import Verdict
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.marks import verdict_mark
from claims._views.place import Entry, Place
from claims._views.tally import link

HEADS = ("Statement", "Verdict", "What is true", "Weakest link", "Told by", "Decided")


def by_section(
    entries: Iterable[Entry], titles: Mapping[str, str]
) -> dict[str, tuple[str, list[Entry]]]:
    """Title and claims of each section, in the order of the titles; one without goes by its name.

    A section without claims is left out.
    """
    found: dict[str, tuple[str, list[Entry]]] = {name: (it, []) for name, it in titles.items()}
    for entry in entries:
        name = entry["id"].partition("/")[0]
        found.setdefault(name, (name, []))[1].append(entry)
    return {name: it for name, it in found.items() if it[1]}


def statements(place: Place, titles: Mapping[str, str]) -> Html:
    """The table, a part for each section."""
    bodies = [
        _section(place, f"{place.root}{name}/" if name in titles else None, title, entries)
        for name, (title, entries) in by_section(place.entries.values(), titles).items()
    ]
    return grid("Every statement", HEADS, *bodies, kind="statements")


def _section(place: Place, address: str | None, title: str, entries: Sequence[Entry]) -> Html:
    """The rows of a section under its name, which leads to its page if it has one."""
    name = tag("a", title, href=address) if address else tag("span", title)
    head = tag("th", name, scope="rowgroup", colspan=len(HEADS))
    return tag("tbody", tag("tr", head), *(_row(place, it) for it in entries))


def _row(place: Place, entry: Entry) -> Html:
    return row(link(place, entry), verdict_mark(entry), entry["finding"], *_short(entry))


def _short(entry: Entry) -> tuple[str, str, str]:
    """The weakest evidence, the origins, and on how many units the verdict rests."""
    on = entry["coverage"]
    decides = entry["verdict"] != Verdict.UNDECIDABLE
    return (
        next(iter(entry["evidence"]), "–"),
        ", ".join(entry["origin"]),
        f"{on['decided']} of {on['of']}" if decides else "–",
    )


def lines_of(entries: Iterable[Entry]) -> list[str]:
    """The same in words, a statement a line."""
    return [
        f"{it['id']}: {it['verdict']}: {it['statement']} {it['finding']} ({'; '.join(_short(it))})"
        for it in entries
    ]
