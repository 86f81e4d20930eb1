"""The views that show all there is of something: each is drawn by `overviews/<name>.py`.

Such a module has `CLAIMS`, the claims whose results it shows (None for all that there are); `draw`,
which gives the view; and `describe`, which says the same in lines, for tests of the pages. A page's
cell calls it by its name.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from claims._views.html import Html
from claims._views.place import Place

OVERVIEWS = tuple(sorted(it.stem for it in Path(__file__).parent.glob("overviews/[!_]*.py")))


def overview(place: Place, name: str) -> Html:
    """Draw one of them."""
    drawn: Html = _module(name).draw(place)
    return drawn


def described(place: Place, name: str) -> list[str]:
    """Say in lines what one of them shows."""
    lines: list[str] = _module(name).describe(place)
    return lines


def shown_claims(name: str) -> tuple[str, ...] | None:
    """The claims whose results one of them shows; None for all that there are."""
    claims: tuple[str, ...] | None = _module(name).CLAIMS
    return claims


def _module(name: str) -> ModuleType:
    return import_module(f"{__package__}.overviews.{name}")
