"""Edit and see, in a browser: what is saved is marked, and what came out is put in place."""

import os
import re
import shutil
import signal
from urllib.error import HTTPError

import nbformat
import pytest
from playwright.sync_api import expect

from tests.serving.conftest import restore
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
UP = "claims/made/up.py"
FINDING = "GPT-2 is {width} wide."
LINK = 'a.reference[href$="claims/made/up/"]'


def shown(page, text):
    """The finding that a card shows."""
    expect(page.locator("article.claim .finding")).to_contain_text(text)


def checked(page):
    """Nothing is marked any more."""
    expect(page.locator(".is-checking")).to_have_count(0)


def begun(tab):
    """The page of the made-up section, once nothing is going on any more."""
    page = tab("/made/")
    shown(page, "GPT-2 is 768 wide.")
    checked(page)
    return page


def watched(page):
    """From now on, keep what was ever marked, and every finding that was shown."""
    page.evaluate(
        """() => {
          window.marked = []; window.findings = []; window.settled = [];
          const look = () => {
            const marked = document.querySelectorAll(".is-checking");
            window.marked.push(...[...marked].map((it) => it.tagName));
            const now = document.querySelector("article.claim .finding")?.innerText;
            if (now && now !== window.findings.at(-1)) window.findings.push(now);
            const busy = document.querySelector("article.claim.is-checking");
            if (now && !busy && now !== window.settled.at(-1)) window.settled.push(now);
          };
          const wanted = {subtree: true, childList: true, attributes: true};
          new MutationObserver(look).observe(document.body, wanted);
        }"""
    )


def test_a_saved_claim_is_marked_and_its_finding_put_in_place(house, tab):
    page = begun(tab)
    watched(page)
    house.edit(UP, FINDING, "GPT-2 has {width} numbers.")
    shown(page, "GPT-2 has 768 numbers.")
    checked(page)
    assert "ARTICLE" in page.evaluate("window.marked")
    # Once it is marked, the old finding isn't shown as current again.
    assert page.evaluate("window.settled") == ["GPT-2 has 768 numbers."]
    expect(page.locator(".problems")).to_contain_text("expected 'GPT-2 is 768 wide.', measured")
    assert "expected 'GPT-2 is 768 wide.'" in house.said


def test_a_verdict_in_the_prose_changes_where_the_reader_is(house, tab):
    page = tab("/")
    expect(page.locator(LINK)).to_contain_text("confirmed")
    checked(page)
    # What is told last may put another in the place of one that is being scrolled to.
    page.evaluate("it => document.querySelector(it).scrollIntoView({block: 'center'})", LINK)
    before = page.locator(LINK).bounding_box()["y"]
    assert page.evaluate("window.scrollY") > 100
    watched(page)
    turned = house.found[UP].replace("width > 1", "width < 2").replace('"failed"', '"passed"')
    house.save(UP, turned)
    expect(page.locator(LINK)).to_contain_text("refuted")
    checked(page)
    assert "A" in page.evaluate("window.marked")
    assert abs(page.locator(LINK).bounding_box()["y"] - before) < 2


def test_a_broken_claim_says_where_and_is_mended_by_the_next_save(house, tab):
    pages = [tab("/made/"), tab("/claims/made/up/"), tab("/")]
    house.edit(UP, "def up(", "def def up(")
    for page in pages:
        told = page.locator("article :is(.problems, .missing)").first
        expect(told).to_contain_text(re.compile(r"made/up\.py:13: no valid Python: invalid syntax"))
    restore(house)
    for page in pages:
        expect(page.locator("article :is(.problems, .missing)")).to_have_count(0)
        expect(page.locator(".verdict").first).to_contain_text("confirmed")


def test_a_claim_that_comes_and_goes_has_its_page_meanwhile(house, tab):
    everything, own = tab("/all/"), tab("/claims/made/other/")
    row = everything.locator('a[href$="claims/made/other/"]')
    expect(row).to_have_count(0)
    checked(everything)
    built = house.said.count("Building documentation")
    other = house.found[UP].replace("def up(", "def other(").replace("has a width", "is wide")
    house.save("claims/made/other.py", other)
    expect(own.locator(".md-content__inner")).to_contain_text("GPT-2 is 768 wide.")
    expect(row).not_to_have_count(0)
    assert "confirmed" in house.get("/claims/made/other/badge.svg")
    (house.folder / "claims/made/other.py").unlink()
    expect(row).to_have_count(0)
    expect(own.locator(".md-content__inner")).not_to_contain_text("GPT-2 is 768 wide.")
    assert "made/other" not in house.get("/claims.json")
    assert house.said.count("Building documentation") == built


def test_a_new_claim_that_is_refused_is_told_where_one_looks(house, tab):
    everything, told = tab("/all/"), "claims/made/new.py:13: no valid Python"
    new = house.found[UP].replace("def up(", "def def new(")
    house.save("claims/made/new.py", new)
    expect(everything.locator("aside.banner")).to_contain_text(told)
    own = tab("/claims/made/new/")
    expect(own.locator("p.missing")).to_contain_text(told)
    house.save("claims/made/new.py", new.replace("def def", "def").replace("has a", "is new, a"))
    expect(own.locator("h1")).to_contain_text("GPT-2 is new, a width.")
    expect(own.locator("p.missing")).to_have_count(0)
    assert "<title>GPT-2 is new, a width." in house.get("/claims/made/new/")
    (house.folder / "claims/made/new.py").unlink()
    expect(own.locator(".md-content__inner")).not_to_contain_text("GPT-2 is new")
    with pytest.raises(HTTPError, match="404"):
        house.get("/claims/made/new/")


def test_a_choice_works_on_what_was_put_in_place(house, tab):
    page = tab("/all/")
    search, told = page.get_by_role("searchbox"), page.locator(".choice [role=status]")
    search.fill("nowhere")
    expect(told).to_have_text("None of 1 statements.")
    house.edit(UP, FINDING, "Nowhere is {width}.")
    expect(told).to_have_text("All 1 statements.")
    expect(search).to_have_value("nowhere")
    # What is wrong with the claim stands first, and ends with a quote.
    found = page.locator(".statements td:visible").nth(1)
    expect(found).to_have_text(re.compile(r"'Nowhere is 768\.$"))


def test_two_tabs_see_the_same(house, tab):
    one, other = tab("/made/"), tab("/made/")
    house.edit(UP, FINDING, "Two see {width}.")
    shown(one, "Two see 768.")
    shown(other, "Two see 768.")


def test_eight_tabs_of_one_browser_see_the_same(house, browser):
    window = browser.new_context()
    tabs = [window.new_page() for _ in range(8)]
    for page in tabs:
        page.goto(f"{house.url}/made/", timeout=20_000)
        shown(page, "GPT-2 is 768 wide.")
    house.edit(UP, FINDING, "Eight see {width}.")
    for page in tabs:
        shown(page, "Eight see 768.")
        checked(page)
    window.close()
    restore(house)


def test_what_is_edited_while_a_check_runs_is_put_in_place(house, tab):
    page = tab("/")
    house.edit(UP, "    width = ", "    import time\n    time.sleep(1.5)\n    width = ")
    expect(page.locator(f"{LINK}.is-checking")).to_have_count(1)
    house.edit("docs/index.md", "Paragraph 3.", "Another paragraph.")
    expect(page.get_by_text("Another paragraph.").first).to_be_visible()
    expect(page.locator(LINK)).to_contain_text("confirmed")
    checked(page)


def test_a_saved_notebook_is_executed_anew(house, tab):
    page = begun(tab)
    house.edit("docs/made.ipynb", "card('made/up')", "print('out', 6 * 7)")
    expect(page.locator(".cell-output")).to_contain_text("out 42")
    assert page.locator("article.claim").count() == 0


def test_a_notebook_saved_as_jupyter_does_is_put_in_place(house, tab):
    page = begun(tab)
    kept = house.folder / "docs/.ipynb_checkpoints"
    saved_by_jupyter(house, "docs/made.ipynb", "A first line.", ["print(6 * 7)", ""])
    expect(page.get_by_text("A first line.")).to_be_visible()
    expect(page.locator(".cell-output")).to_contain_text("42")
    shown(page, "GPT-2 is 768 wide.")
    saved_by_jupyter(house, "docs/made.ipynb", "Another line.", [])
    expect(page.get_by_text("Another line.")).to_be_visible()
    expect(page.locator("article.claim")).to_have_count(1)
    shutil.rmtree(kept)


def test_what_a_reader_has_opened_stays_open_and_new_headings_are_listed(house, tab):
    page = begun(tab)
    page.evaluate(
        "document.querySelectorAll('article details').forEach((it) => { it.open = true; })"
    )
    opened = page.locator("article details[open]").count()
    assert opened
    page.evaluate("document.querySelector('article.claim').same = true")
    saved_by_jupyter(house, "docs/made.ipynb", "## A new heading", [])
    expect(page.locator(".md-content__inner h2", has_text="A new heading")).to_be_visible()
    expect(page.locator(".md-sidebar--secondary a", has_text="A new heading")).to_have_count(1)
    assert page.locator("article details[open]").count() == opened
    assert page.evaluate("document.querySelector('article.claim').same")
    shutil.rmtree(house.folder / "docs/.ipynb_checkpoints")


def saved_by_jupyter(house, name, prose, codes):
    """Save as JupyterLab does: into a file of its own that is then renamed, and a copy beside."""
    path = house.folder / name
    notebook = nbformat.reads(house.found[name], as_version=4)
    notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
    new = [nbformat.v4.new_markdown_cell(prose), *map(nbformat.v4.new_code_cell, codes)]
    notebook.cells[1:1] = new
    own = path.with_name(f".~{path.name}")
    nbformat.write(notebook, own)
    own.replace(path)
    copy = path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint.ipynb"
    copy.parent.mkdir(exist_ok=True)
    shutil.copy(path, copy)


def test_a_check_that_hangs_is_stopped_and_told(house, tab):
    page = begun(tab)
    house.edit(UP, "    width = ", "    while True:\n        pass\n    width = ")
    expect(page.locator("article.claim.is-checking")).to_have_count(1)
    assert "Nothing." in house.get("/other/")
    expect(page.locator(".problems")).to_contain_text(
        re.compile(r"up\.py:1[45]: no answer after 5 seconds")
    )
    restore(house)
    expect(page.locator(".problems")).to_have_count(0)


def test_a_check_that_kills_its_process_is_told(house, tab):
    page = begun(tab)
    house.edit(UP, "    width = ", "    import os\n    os.abort()\n    width = ")
    told = page.locator(".problems")
    expect(told).to_contain_text("up.py:15: its process ended with SIGABRT")
    assert "Nothing." in house.get("/other/")
    house.edit(UP, "os.abort()", "os._exit(7)")
    expect(told).to_contain_text("its process ended with exit code 7")
    restore(house)
    expect(told).to_have_count(0)


def test_of_many_saves_in_a_row_none_is_lost_and_none_comes_back(house, tab):
    page = begun(tab)
    watched(page)
    before = FINDING
    for number in range(50):
        now = f"Save {number:02} of {{width}}."
        house.edit(UP, before, now)
        before = now
        if number % 10:
            page.wait_for_timeout(20)
        else:
            shown(page, f"Save {number:02} of 768.")
    shown(page, "Save 49 of 768.")
    checked(page)
    findings = page.evaluate("window.findings")
    assert findings == sorted(findings, key=lambda it: ("Save" in it, it))
    assert len(findings) > 5


def test_when_the_warm_process_is_killed_another_takes_its_place(house, tab):
    page = begun(tab)
    (warm,) = house.children()
    os.kill(warm, signal.SIGKILL)
    house.edit(UP, FINDING, "Another says {width}.")
    shown(page, "Another says 768.")
    checked(page)
    assert house.children() != [warm]
