"""Tables in a box that scrolls, so that the page never does."""

from collections.abc import Sequence

from claims._views.html import Html, join, tag


def grid(
    label: str, heads: Sequence[object], *bodies: Html, kind: str = "", note: str = ""
) -> Html:
    """A table under its heads; the first column stays in sight.

    On a phone the rows of a `worded` kind are read from their head down instead.
    """
    columns = tag("tr", *(tag("th", it, scope="col") for it in heads))
    # What a table says is on the pages of claims too; a search shouldn't have to carry it twice.
    kept_out = {"class_": "grid", "data_search_exclude": "true"}
    table = tag("table", tag("thead", columns), *bodies, **kept_out)
    # A box that scrolls must be reachable by keyboard, and then needs a name.
    about = {"tabindex": "0", "aria_label": label}
    box = tag("section", table, class_=f"comparison {kind}".strip(), **about)
    # Above the rows, since nobody scrolls past them all to read that there is more to the right.
    return join(tag("p", note, class_="note above") if note else None, box)


def group(title: object, heads: Sequence[object], *rows: Html) -> Html:
    """The rows that belong together, under a title as wide as all columns."""
    # In an element of its own, which stays in sight while the columns move.
    head = tag("th", tag("span", title), scope="rowgroup", colspan=len(heads))
    return tag("tbody", tag("tr", head), *rows)


def row(head: object, *cells: object, **attributes: object) -> Html:
    """One row, with what it is of."""
    return tag("tr", tag("th", head, scope="row"), *(tag("td", it) for it in cells), **attributes)
