"""Building HTML so that text can only come out as text: whatever isn't `Html` is escaped."""

from html import escape

# These are closed by themselves; everything else gets an end tag, so that any parser agrees.
VOID = ("br", "col", "img", "input", "link")


class Html(str):
    """A piece of finished HTML; any other string is text."""

    __slots__ = ()


def safe(part: object) -> Html:
    """Escape a text; leave finished HTML alone; nothing comes of None."""
    if isinstance(part, Html):
        return part
    return Html("" if part is None else escape(str(part)))


def join(*parts: object, between: str = "") -> Html:
    """Put pieces side by side."""
    return Html(between.join(safe(part) for part in parts))


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """Make an element: `class_` is the class, `_` in a name a hyphen.

    None leaves an attribute out, True says that it is there.
    """
    words = []
    for key, value in attributes.items():
        if value is not None:
            called = key.rstrip("_").replace("_", "-")
            words.append(f" {called}" if value is True else f' {called}="{escape(str(value))}"')
    start = f"<{name}{''.join(words)}>"
    return Html(start if name in VOID else f"{start}{join(*children)}</{name}>")
