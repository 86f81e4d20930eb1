"""Inspected models as a table: properties down, models across, differences marked."""

from typing import Any

from rich.table import Table
from rich.text import Text

from claims._checkpoints.hub.took import Took
from claims._core.visible import visible
from claims._inspection.inspect import Inspection
from claims._inspection.property import Property
from claims._inspection.target import Target

# Beside each value, so that evidence shows without colour too.
MARKS = {
    "config": "c",
    "code": "d",
    "tensors": "t",
    "behaviour": "b",
    "weights": "w",
}
# Of a list that is part of a value.
SHOWN = 4
LISTED = "headers as the hub lists them, not held against the lengths of the files"
EVIDENCE = "b behaviour, t tensors, w weights, c config, d a default of its class"
LEGEND = f"{EVIDENCE}; – not told, or doesn't apply; ≠ differs"


def inspection_table(inspections: list[Inspection]) -> Table:
    """Lay the properties of one model, or of several side by side, out for a terminal."""
    table = Table(box=None, pad_edge=False)
    table.add_column("property", no_wrap=True)
    if len(inspections) > 1:
        table.add_column("")
    for it in inspections:
        table.add_column(Text(visible(it.target.name)), overflow="fold")
    for name in inspections[0].properties:
        row = [it.properties[name] for it in inspections]
        cells = [_cell(it, said=len(inspections) == 1) for it in row]
        differ = [Text("≠", style="bold")] if differs(row) else [Text("")]
        table.add_row(name, *(differ if len(inspections) > 1 else []), *cells)
    return table


def differs(row: list[Property]) -> bool:
    """Whether two of the models that could be told are told apart.

    What holds in some layers differs from what holds in all, and what doesn't apply from any value.
    """
    known = [it for it in row if it.evidence is not None or not it.applies]
    seen = [(it.value, it.of_some, it.applies) for it in known]
    return any(it != seen[0] for it in seen)


def notes(inspections: list[Inspection]) -> list[str]:
    """What the table has no room for: the legend, and every disagreement with a config.

    Of models side by side also what stands in brackets where there is one.
    """
    lines = [LEGEND]
    for it in inspections:
        said = [_reading(it.target), *(_reasons(it) if len(inspections) > 1 else [])]
        said += [each.sentence for each in it.disagreements]
        lines += [visible(f"{it.target.name}: {each}") for each in said]
    return lines


def _reasons(inspection: Inspection) -> list[str]:
    """Why values are missing, or what more is to say of them, once for all that share it."""
    of_each: dict[str, list[str]] = {}
    for name, it in inspection.properties.items():
        if it.why:
            of_each.setdefault(it.why, []).append(name)
    whole = len(inspection.properties)
    return [
        why if len(names) == whole else f"{', '.join(names)}: {why}"
        for why, names in of_each.items()
    ]


def _reading(target: Target) -> str:
    """What reading a target took, and whether its files had a part in it."""
    read = str(Took(target.requests, target.bytes_read))
    return f"{read}; {LISTED}" if target.listed else read


def _cell(found: Property, *, said: bool) -> Text:
    if found.evidence is None:
        return Text("–  ", style="dim").append(visible(found.why) if said else "", style="dim")
    text = Text(f"{MARKS[found.evidence]}  ", style="cyan").append(_words(found), style="default")
    if found.of_some and not said:
        text.append(", in some layers", style="default")
    return text.append(f"  ({visible(found.why)})" if said and found.why else "", style="dim")


def _words(found: Property) -> str:
    return visible(words(found.value))


def words(value: Any) -> str:
    """A value for a reader."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 1 and value.is_integer() else f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        kind = value.get("rope_type") or value.get("type")
        known = {k: it for k, it in value.items() if k not in ("rope_type", "type")}
        rest = ", ".join(f"{k} {_brief(it)}" for k, it in known.items())
        return f"{kind} ({rest})" if rest else str(kind)
    return str(value)


def _brief(value: Any) -> str:
    """Of a number for each pair, the first and the last."""
    if isinstance(value, list) and len(value) > SHOWN:
        return f"[{value[0]} … {value[-1]}, {len(value)} numbers]"
    return str(value)
