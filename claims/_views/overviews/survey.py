"""What a survey of many repositories takes, as it was measured, and what one of all would."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.place import Place
from claims._views.written import written

CLAIMS = ()
# Written by `make survey`.
FILE = PACKAGE / "survey.toml"
HEADS = ("What", "claims survey", "get_safetensors_metadata")
HOUR, MB, GB = 3600, 1e6, 1e9
Table = Mapping[str, Any]


def read(path: Path = FILE) -> dict[str, Any]:
    """What was measured, with what it was measured on."""
    return written(path)


def draw(_: Place) -> Html:
    """What was measured, what it comes to for many more, and on what it rests."""
    found = read()
    bodies = tag("tbody", *(row(*it) for it in _rows(found)))
    return join(
        tag("p", _measured(found)),
        grid("What a survey takes", HEADS, bodies, note=_assumed(found)),
        tag("p", _memory(found)),
    )


def describe(_: Place) -> list[str]:
    """The same in words, a thing that it takes a line."""
    found = read()
    rows = [f"{what}: {ours}; {theirs}" for what, ours, theirs in _rows(found)]
    return [_measured(found), _assumed(found), *rows, _memory(found)]


def _measured(found: Table) -> str:
    return (
        f"Measured on {found['repositories']:,} made-up repositories, {found['at_once']} at a "
        "time, on a served stand-in of the hub; redirects count as requests."
    )


def _assumed(found: Table) -> str:
    assumed = found["assumed"]
    return (
        f"Assumed, not measured: {assumed['decoders']:,} repositories like these, and a way to "
        f"the hub on which each answer takes {assumed['late_seconds']:g} s. A server's limit on "
        "requests comes on top."
    )


def _rows(found: Table) -> list[tuple[str, ...]]:
    here = found["here"]["ours"], found["here"]["theirs"]
    late = found["late"]["ours"], found["late"]["theirs"]
    each, every = found["repositories"], found["assumed"]["decoders"]
    more = every / each
    many = f"for {every:,}"
    return [
        ("requests a repository", *(f"{it['requests'] / each:.1f}" for it in here)),
        ("bytes a repository", *(f"{it['bytes'] / each:,.0f}" for it in here)),
        ("repositories a second, here", *(f"{each / it['seconds']:.0f}" for it in here)),
        ("repositories a second, far away", *(f"{each / it['seconds']:.1f}" for it in late)),
        (f"requests {many}", *(f"{it['requests'] * more:,.0f}" for it in here)),
        (f"bytes {many}", *(f"{it['bytes'] * more / GB:.1f} GB" for it in here)),
        (f"hours {many}, far away", *(f"{it['seconds'] * more / HOUR:.1f}" for it in late)),
        ("most memory", *(f"{it['memory'] / MB:.0f} MB" for it in here)),
    ]


def _memory(found: Table) -> str:
    few, many = found["here"]["few"]["memory"], found["here"]["ours"]["memory"]
    return (
        f"A survey of {found['few']} repositories took {few / MB:.0f} MB of memory at most, one "
        f"of {found['repositories']:,} {many / MB:.0f} MB."
    )
