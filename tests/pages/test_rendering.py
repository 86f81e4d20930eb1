"""What is drawn belongs to the cells that were executed, whatever was saved since."""

import json

from bs4 import BeautifulSoup
from mkdocs_jupyter.convert import nb2html

from claims._pages.rendering import render
from claims._pages.staleness import differing
from tests.pages.small_site import SHOWN, page
from tests.views.made_up import place

CARD = "card('made_up/statement')"


def executed(path, code):
    """A page's file of one code cell, and its HTML."""
    path.write_text(page(code, SHOWN, {}))
    return nb2html(str(path))


def drawn(html, path):
    return BeautifulSoup(render(html, path, place()).html, "lxml")


def test_a_cell_that_was_put_before_since_takes_no_others_place(tmp_path):
    path = tmp_path / "page.ipynb"
    html = executed(path, CARD)
    notebook = json.loads(path.read_text())
    other = {**notebook["cells"][1], "id": "c", "source": "print(1)", "outputs": []}
    notebook["cells"].insert(1, other)
    path.write_text(json.dumps(notebook))
    assert drawn(html, path).select_one("article.claim")
    found = render(html, path, place())
    assert found.outputs == [SHOWN]
    assert found.problems == []
    told = differing(path, found.outputs)
    assert told == ["page.ipynb: executed 1 code cells, and has 2 by now"]


def test_code_is_shown_as_it_was_written(tmp_path):
    path = tmp_path / "page.ipynb"
    code = "\nif 1 < 2 and '&amp;':\n    print('<i>it</i>')  # a cell\n"
    shown = drawn(executed(path, code), path).select_one(".highlight code")
    assert shown.get_text().strip() == code.strip()


def test_a_cell_that_nothing_was_written_into_shows_nothing(tmp_path):
    path = tmp_path / "page.ipynb"
    shown = drawn(executed(path, "\n"), path)
    assert shown.select("pre, .missing") == []
