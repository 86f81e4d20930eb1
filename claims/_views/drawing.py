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
        aria_labelledby=f"{name}-title {name}-desc",
        class_=kind or None,
    )


def words(x: float, y: float, said: object, kind: str = "", anchor: str = "") -> Html:
    """A line of text from a place on, or up to it, or around it."""
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}"}
    return tag("text", said, **at, text_anchor=anchor or None, class_=kind or None)


def path(course: str, kind: str) -> Html:
    """A line along a course."""
    return tag("path", d=course, class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str, round_: int = 0) -> Html:
    """A rectangle from its upper left corner on."""
    sizes = {"x": x, "y": y, "width": width, "height": height}
    at = {name: f"{size:.1f}" for name, size in sizes.items()}
    return tag("rect", **at, rx=round_ or None, class_=kind)


def dot(x: float, y: float, kind: str) -> Html:
    """A point that stands for a number."""
    return tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", class_=kind)
