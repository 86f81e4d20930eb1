"""Whoever is editing sees what is wrong, and the site goes on; a strict build refuses it."""

import sys

import pytest
from mkdocs.exceptions import Abort
from mkdocs_jupyter import plugin

from claims._editing.loop import Answer
from claims._pages import limit, rendering
from claims._pages.generated import Generated
from claims._pages.sections import Section
from claims._pages.verification import Verified
from claims._surfaces.site.served import Served
from claims._surfaces.site.site import Site
from claims._surfaces.site.templates import EXPECTED
from tests.pages.small_site import HOOKS, SHOWN, page, showing
from tests.pages.test_site import KEYS, soup


def test_a_section_that_cant_be_read_is_shown_on_every_page(site):
    site.sections = [Section("page", "page", 1, "claims/page/__init__.py:3: no valid Python")]
    site.build("serve")
    assert (
        site.sections[0].problem in soup(site.read("index.html")).select_one(".banner").get_text()
    )
    assert site.sections[0].problem in site.warnings


HALF = {
    "cut off": (page(showing(), SHOWN, KEYS)[:300], "docs/page.ipynb:1: no notebook: "),
    "empty": ("", "docs/page.ipynb:1: no notebook: Expecting value"),
    "no text": (page(showing(), SHOWN, KEYS).encode()[:200] + b"\xc3", "UnicodeDecodeError"),
    "another thing": ("[]", "docs/page.ipynb:1: no notebook: "),
    "no source": (
        '{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        "docs/page.ipynb:1: no notebook: code cell 1 has to hold a string or lines as its source",
    ),
}


@pytest.mark.parametrize("half, told", HALF.values(), ids=HALF)
def test_a_half_written_notebook_says_so_and_other_pages_work(site, half, told):
    site.pages |= {"page.ipynb": half, "other.ipynb": page(showing(), SHOWN, KEYS)}
    site.build("serve")
    built = soup(site.read("page/index.html"))
    assert told in built.select_one("p.missing").get_text()
    assert told in built.select_one("aside.banner").get_text()
    assert soup(site.read("other/index.html")).select_one("article.claim")


def test_a_half_written_notebook_ends_a_build_with_file_and_line(site):
    site.pages["page.ipynb"] = '{\n "cells": [\n'
    with pytest.raises(Abort):
        site.build()
    told = [it.getMessage() for it in site.caplog.records]
    assert any("docs/page.ipynb:3: no notebook: Expecting value" in it for it in told)


def test_a_page_that_is_no_text_says_so_and_is_refused(site):
    site.pages["other.md"] = "# Other\n\nA café.\n".encode("latin-1")
    (told,) = site.refused()
    assert told.startswith("other.md: UnicodeDecodeError: ")
    assert told in soup(site.read("other/index.html")).select_one("p.missing").get_text()
    site.build("serve")
    assert told in soup(site.read("other/index.html")).select_one("aside.banner").get_text()


def test_a_page_with_an_unknown_template_says_so_and_is_refused(site):
    site.pages["other.md"] = "---\ntemplate: nowhere.html\n---\n# Other\n"
    told = f"other.md: {EXPECTED} 'nowhere.html'"
    assert site.refused() == [told]
    assert soup(site.read("other/index.html")).select_one("p.missing").get_text() == told
    site.build("serve")
    assert told in soup(site.read("other/index.html")).select_one("aside.banner").get_text()


def test_a_page_that_is_drawn_while_it_is_read_is_read_as_it_is(site):
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS)
    site.build("serve")
    served, path = sys.modules[HOOKS].SERVED, site.folder / "docs/page.ipynb"
    work_out = plugin._get_nb_toc_tokens

    def slowly(*arguments):
        served.draw("/page/")
        return work_out(*arguments)

    site.monkeypatch.setattr(plugin, "_get_nb_toc_tokens", slowly)
    assert served.read(path, [])
    served.draw("/page/")
    assert "To be mended" not in site.read("page/index.html")
    assert soup(site.read("page/index.html")).select_one("article.claim")


def test_a_cell_without_end_is_stopped_and_told(site):
    site.monkeypatch.setattr(limit, "SECONDS", 2)
    site.pages["page.ipynb"] = page("while True: pass", "", {})
    site.build("serve")
    told = soup(site.read("page/index.html")).select_one("p.missing").get_text()
    assert "CellTimeoutError: A cell timed out" in told


def test_cells_are_left_alone_when_a_claim_had_to_be_stopped(site):
    site.problems, site.stopped = ("a.py:7: no answer after 60 seconds",), True
    site.pages["page.ipynb"] = page("1 / 0", "stored", {})
    site.build("serve")
    built = soup(site.read("page/index.html"))
    assert "stored" in built.select_one(".cell-output").get_text()
    assert site.problems[0] in built.select_one("aside.banner").get_text()


@pytest.mark.parametrize(
    "error, told",
    [
        (AttributeError("no context"), "AttributeError: no context"),
        (KeyError("context"), "KeyError: 'context'"),
        (LookupError(), "LookupError"),
        (LookupError("unknown claim 'a'"), "unknown claim 'a'"),
    ],
)
def test_a_view_that_raises_leaves_a_box_and_is_refused(site, error, told):
    def card(place, claim_id):
        raise error

    site.monkeypatch.setattr(rendering, "card", card)
    site.pages["page.ipynb"] = page(showing(), SHOWN, KEYS)
    assert site.refused() == [f"page.ipynb: {told}"]
    built = soup(site.read("page/index.html"))
    assert built.select_one("p.missing").get_text() == told
    assert built.select_one("a.reference")


def test_a_result_of_an_older_form_leaves_a_box_in_place_of_its_page(site):
    site.entries = [{"id": "made_up/statement", "key": "0"}]
    assert any("made_up/statement.md: KeyError: " in it for it in site.refused())
    built = soup(site.read("claims/made_up/statement/index.html"))
    assert "KeyError" in built.select_one("p.missing").get_text()


def test_a_mended_claim_leaves_nothing_of_its_error(site):
    switch = site.folder / "broken"
    code = f"import pathlib\nif pathlib.Path({str(switch)!r}).exists(): 1 / 0\n{showing()}"
    site.pages["page.ipynb"] = page(code, SHOWN, KEYS)
    switch.touch()
    site.build("serve")
    assert "banner" in site.read("page/index.html")
    switch.unlink()
    site.build("serve")
    assert "banner" not in site.read("page/index.html")
    assert not (site.folder / "build").exists()


def test_only_a_served_page_listens(site):
    site.build("serve")
    assert soup(site.read("index.html")).select_one('script[src$="javascripts/live.js"]')
    assert (site.folder / "site/stylesheets/live.css").is_file()
    site.build()
    assert "live" not in site.read("index.html").replace("livereload", "")
    assert not (site.folder / "site/javascripts/live.js").exists()


def test_what_a_build_has_found_of_a_claim_is_over_once_that_is_answered():
    others = ["claims/made_up/statement_2.py: expected 1, measured 2", "two sections are alike"]
    known = Verified({"made_up/statement": {"verdict": "refuted"}})
    problems = ["claims/made_up/statement.py:7: not valid Python", *others]
    site = Site(verified=known, problems=problems)
    drawn = Generated("GPT-2 is real.", lambda _: "", lambda _: "")
    site.generated = {"claims/made_up/statement.md": drawn}
    Served(site).take(Answer("made_up/statement", {"verdict": "confirmed"}))
    assert site.problems == others


def test_a_new_claim_that_is_refused_is_told_on_every_page_until_it_is_mended(monkeypatch):
    monkeypatch.setattr(Served, "keep_pages", lambda self: None)
    site, told = Site(), "claims/made_up/new.py:7: no valid Python"
    for _ in range(2):
        Served(site).take(Answer("made_up/new", None, (told,)))
        assert site.problems == [told]
    Served(site).take(Answer("made_up/new"))
    assert site.problems == []


class Coming:
    """A file, while others are looked through and a claim's page comes."""

    def __init__(self, pages, path):
        self.pages, self.path, self.src_uri = pages, path, path

    @property
    def abs_src_path(self):
        self.pages[f"/{len(self.pages)}/"] = self
        return self.path


def test_a_page_is_found_while_that_of_a_new_claim_comes():
    site = Site()
    site.by_url |= {"/a/": Coming(site.by_url, "a.md"), "/b/": Coming(site.by_url, "b.md")}
    assert Served(site).address("b.md") == "/b/"
    assert Served(site).showing([]) == {}
