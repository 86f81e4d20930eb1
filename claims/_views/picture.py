"""The picture of a section: each section that has one draws it in `pictures/<section>.py`."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from claims._views.html import Html, tag
from claims._views.place import Place


def picture(place: Place, section: str) -> Html:
    """Draw a section's picture; raises LookupError if it has none."""
    drawn: Html = _module(section).draw(place.section(section))
    return tag("figure", drawn, class_="picture")


def described(place: Place, section: str) -> list[str]:
    """Say in lines what the picture shows, as far as it is exact."""
    lines: list[str] = _module(section).describe(place.section(section))
    return lines


def _module(section: str) -> ModuleType:
    name = f"{__package__}.pictures.{section}"
    # Looking for a dotted name would import what stands before the dot, and raise if it can't.
    if not section.isidentifier() or find_spec(name) is None:
        raise LookupError(f"section {section!r} has no picture: expected {name}")
    return import_module(name)
