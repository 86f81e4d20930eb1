"""Code, highlighted by the classes that the theme has colours for."""

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from claims._views.html import Html


def highlighted(text: str) -> Html:
    """Python as HTML; the highlighter escapes it."""
    return Html(highlight(text, PythonLexer(), HtmlFormatter(cssclass="highlight", wrapcode=True)))
