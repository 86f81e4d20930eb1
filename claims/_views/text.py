"""The views as plain text: what a page's cell puts out, and `claims show`."""

from collections.abc import Iterable, Mapping, Sequence

from claims._views import (
    calculator,
    checkpoints,
    compare,
    counterfactuals,
    folklore,
    glance,
    mutants,
    running_costs,
    slices,
    statements,
    survey,
    versions,
    zoo,
)
from claims._views.comparison import table_of
from claims._views.marks import verdict_words
from claims._views.observed import exact_words
from claims._views.picture import described
from claims._views.place import Entry, Place
from claims._views.refutations import refuted
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


def glance_text(entries: Iterable[Entry]) -> str:
    """All generations at a glance, a property a line."""
    return "\n".join(["glance", *glance.lines_of(entries)])


def refutations_text(entries: Iterable[Entry]) -> str:
    """What is wrong, the most surprising first, a statement a line."""
    lines = [f"{it['id']}: {verdict_words(it)}: {it['finding']}" for it in refuted(entries)]
    return "\n".join(["refutations", *lines])


def statements_text(entries: Iterable[Entry]) -> str:
    """Every statement with its verdict, a statement a line."""
    return "\n".join(["statements", *statements.lines_of(entries)])


def checkpoints_text() -> str:
    """Every checkpoint with how its weights were accounted for, a checkpoint a line."""
    return "\n".join(["checkpoints", *checkpoints.lines_of()])


def compare_text(entries: Iterable[Entry]) -> str:
    """Every checkpoint by every property, a property a line."""
    return "\n".join(["compare", *compare.lines_of(entries)])


def calculator_text() -> str:
    """What each checkpoint's sizes come to, a checkpoint a line."""
    return "\n".join(["calculator", *calculator.lines_of()])


def folklore_text(entries: Iterable[Entry]) -> str:
    """What is often repeated, a belief a line."""
    return "\n".join(["folklore", *folklore.lines_of(entries)])


def mutants_text() -> str:
    """Every change with the claims that notice it, a change a line."""
    return "\n".join(["mutants", *mutants.lines_of(mutants.read())])


def versions_text() -> str:
    """What came out on other versions of transformers, a version or a claim a line."""
    return "\n".join(["versions", *versions.lines_of()])


def zoo_text() -> str:
    """How often each property is mistaken for another, a pair of values a line."""
    return "\n".join(["zoo", *zoo.lines_of()])


def survey_text() -> str:
    """What a survey costs, a line for each thing that it takes."""
    return "\n".join(["survey", *survey.lines_of()])


def slices_text() -> str:
    """What the checks on slices read, a claim a line under each checkpoint."""
    return "\n".join(["slices", *slices.lines_of()])


def counterfactuals_text() -> str:
    """What each alternative costs the stand-ins, an alternative a line."""
    return "\n".join(["counterfactuals", *counterfactuals.lines_of()])


def running_costs_text(entries: Iterable[Entry]) -> str:
    """What running each checkpoint's weights reads, a checkpoint a line."""
    return "\n".join(["running_costs", *running_costs.lines_of(list(entries))])
