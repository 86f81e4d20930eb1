"""Building HTML so that text can only come out as text: whatever isn't `Html` is escaped."""

import re
from html import escape

# These are closed by themselves; everything else gets an end tag, so that any parser agrees.
VOID = ("br", "col", "img", "input", "link")

# Marks that turn the direction of what follows, which is the page's own as well.
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TURNS = re.compile(f"[{TURNING}]")


class Html(str):
    """A piece of finished HTML; any other string is text."""

    __slots__ = ()


def unturned(text: str) -> str:
    """Spell out the marks in a text that would turn the direction of what stands around it."""
    return TURNS.sub(lambda it: f"\\u{ord(it[0]):04x}", text)


def safe(part: object) -> Html:
    """Escape a text; leave finished HTML alone; nothing comes of None."""
    if isinstance(part, Html):
        return part
    return Html("" if part is None else escape(unturned(str(part))))


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
            is_flag = value is True
            words.append(f" {called}" if is_flag else f' {called}="{escape(unturned(str(value)))}"')
    start = f"<{name}{''.join(words)}>"
    return Html(start if name in VOID else f"{start}{join(*children)}</{name}>")
