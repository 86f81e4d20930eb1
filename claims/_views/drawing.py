"""What drawings are made of: a frame that says what it shows, words, lines and boxes."""

from claims._views.html import Html, tag


def frame(
    name: str, title: str, described: str, size: tuple[int, float], *parts: Html, kind: str = ""
) -> Html:
    """A drawing of a width and a height, named and described for whoever can't see it."""
    width, height = size
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", described, id=f"{name}-desc"),
        *parts,
        viewBox=f"0 0 {width} {height:.0f}",
        id=name,
        role="img",
        data_search_exclude="true",  # its words make no sense one after the other
        aria_labelledby=f"{name}-title {name}-desc",
        class_=kind or None,
    )


def at(size: float) -> str:
    """A place or a size as it stands in a drawing, where a tenth can't be told from the next."""
    return f"{size:.1f}".removesuffix(".0")


def words(x: float, y: float, said: object, kind: str = "", anchor: str = "") -> Html:
    """A line of text from a place on, or up to it, or around it."""
    return tag("text", said, x=at(x), y=at(y), text_anchor=anchor or None, class_=kind or None)


def path(course: str, kind: str) -> Html:
    """A line along a course."""
    return tag("path", d=course, class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str, round_: int = 0) -> Html:
    """A rectangle from its upper left corner on."""
    sizes = {"x": at(x), "y": at(y), "width": at(width), "height": at(height)}
    return tag("rect", **sizes, rx=round_ or None, class_=kind)


def dot(x: float, y: float, kind: str) -> Html:
    """A point that stands for a number."""
    return tag("circle", cx=at(x), cy=at(y), r="4", class_=kind)
