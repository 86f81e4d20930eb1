"""What a reader chooses or types in: a form that only a script can answer is hidden without one."""

from collections.abc import Iterable

from claims._views.html import Html, tag
from claims._views.place import Place


def form(name: str, *parts: object, **attributes: object) -> Html:
    """The form that a script of this name answers; the script shows it."""
    about = {"class_": f"choice choose-{name}", "hidden": True, "aria_label": name.capitalize()}
    return tag("form", *parts, **about, **attributes)


def chooser(place: Place, name: str, *parts: object, **attributes: object) -> Html:
    """A form with what it chooses from, and the script and styles that these pages alone load.

    The script runs whenever it is read, so that it begins anew where a theme swaps pages in place.
    """
    styles = tag("link", rel="stylesheet", href=f"{place.root}stylesheets/choosing.css")
    script = tag("script", src=f"{place.root}javascripts/{name}.js", defer=True)
    return tag("div", styles, *parts, script, **attributes)


def labelled(label: str, field: Html) -> Html:
    """A field under its name, which a click on the name leads to."""
    return tag("label", tag("span", label), field)


def choice(label: str, name: str, options: Iterable[tuple[str, str]]) -> Html:
    """One of several: what is sent, and what is read."""
    drawn = (tag("option", words, value=value) for value, words in options)
    return labelled(label, tag("select", *drawn, name=name))


def number(label: str, name: str) -> Html:
    """A whole number, and a place beside it for what is wrong with it."""
    about = {"autocomplete": "off", "inputmode": "numeric", "aria_describedby": f"wrong-{name}"}
    field = tag("input", type="text", name=name, **about)
    wrong = tag("span", class_="wrong", id=f"wrong-{name}")
    return tag("div", labelled(label, field), wrong, class_="field")


def ticked(label: str, **attributes: object) -> Html:
    """A yes or no."""
    return tag("label", tag("input", type="checkbox", **attributes), " ", label, class_="tick")


def told() -> Html:
    """Where a script says in a sentence what it shows; a screen reader says it when it can."""
    return tag("p", class_="told", role="status")
