"""Code, highlighted by the classes that the theme has colours for."""

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from claims._views.html import Html, join, tag


def highlighted(text: str) -> Html:
    """Python as HTML; the highlighter escapes it."""
    return Html(highlight(text, PythonLexer(), HtmlFormatter(cssclass="highlight", wrapcode=True)))


def with_code(text: str) -> Html:
    """A sentence in which what stands between backticks is code; a single one stays as it is."""
    *parts, rest = text.split("`")
    if len(parts) % 2:
        rest = f"{parts.pop()}`{rest}"
    return join(*(tag("code", it) if at % 2 else it for at, it in enumerate(parts)), rest)
