"""The views as plain text: what a page's cell puts out, and `claims show`."""

from collections.abc import Mapping, Sequence

from claims._views import overview
from claims._views.comparison import table_of
from claims._views.marks import verdict_words
from claims._views.observed import exact_words
from claims._views.picture import described
from claims._views.place import Entry, Place
from claims._views.tally import counts


def claim_text(entry: Entry) -> str:
    """A claim with all that came out, one fact a line; the first names it."""
    lines = [f"claim {entry['id']}", f"statement: {entry['statement']}"]
    if entry["hedged"]:
        lines.append(f"hedged: {entry['hedged']}")
    lines += [f"or: {other}" for other in entry["alternatives"]]
    lines += [f"verdict: {verdict_words(entry)}", f"finding: {entry['finding']}"]
    if entry["because"] and entry["because"] != entry["finding"]:
        lines.append(f"because: {entry['because']}")
    if entry["evidence"]:
        lines.append(f"evidence, weakest first: {', '.join(entry['evidence'])}")
    for unit in entry["outcomes"]:
        seen = exact_words(unit["observed"])
        lines.append(f"{unit['unit']}: {unit['outcome']}" + (f" ({seen})" if seen else ""))
    for control in entry["controls"]:
        said = f"expected {control['expect']}, measured {control['outcome']}"
        lines.append(f"control {control['on']}: {said}")
    return "\n".join(lines)


def comparison_text(place: Place, section: str, columns: Mapping[str, str]) -> str:
    """The comparison of a section, a checkpoint a line; values that aren't exact are left out."""
    lines = [f"comparison {section}"]
    for row in table_of(place.section(section), columns):
        cells = {columns[key]: cell.value for key, cell in row.cells.items()}
        lines.append(f"{row.checkpoint}: {exact_words(cells)}")
    return "\n".join(lines)


def tally_text(name: str, entries: Sequence[Entry]) -> str:
    """How many claims came to each verdict, then each claim's."""
    lines = [f"tally {name}"]
    lines += [f"{verdict}: {count}" for verdict, count in counts(entries).items()]
    lines += [f"{entry['id']}: {verdict_words(entry)}" for entry in entries]
    return "\n".join(lines)


def picture_text(place: Place, name: str) -> str:
    """What a picture shows, without the measured curves themselves."""
    return "\n".join([f"picture {name}", *described(place, name)])


def overview_text(place: Place, name: str) -> str:
    """All that there is of something, one of it a line."""
    return "\n".join([name, *overview.described(place, name)])
