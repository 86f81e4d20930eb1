"""The pictures of the pages: each is drawn by `pictures/<name>.py`.

Such a module has `CLAIMS`, the claims whose results it draws (none, if it draws records alone);
`draw`, which gives the drawing; `caption`, which says how to read it; and `describe`, which says
in lines what the drawing shows as far as it is exact, for tests of the pages and for readers
without a screen.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from claims._views.drawn_from import drawn_from
from claims._views.html import Html, tag
from claims._views.place import Place


def picture(place: Place, name: str) -> Html:
    """Draw a picture; raises LookupError if there is none of that name."""
    module = _module(name)
    origin = drawn_from(place, module.CLAIMS)
    caption = tag("figcaption", module.caption(place), " ", origin)
    return tag("figure", module.draw(place), caption, class_="picture", id=f"picture-{name}")


def described(place: Place, name: str) -> list[str]:
    """Say in lines what a picture shows, as far as it is exact."""
    lines: list[str] = _module(name).describe(place)
    return lines


def drawn_claims(name: str) -> tuple[str, ...]:
    """The claims whose results a picture draws."""
    claims: tuple[str, ...] = _module(name).CLAIMS
    return claims


def _module(name: str) -> ModuleType:
    full = f"{__package__}.pictures.{name}"
    # Looking for a dotted name would import what stands before the dot, and raise if it can't.
    if not name.isidentifier() or find_spec(full) is None:
        raise LookupError(f"no picture {name!r}: expected {full}")
    return import_module(full)
