"""A check that never ends, or that takes its process with it, holds up nobody else."""

import time

import pytest
from playwright.sync_api import expect

from tests.pages.small_site import page as notebook
from tests.serving.conftest import restore
from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import UP, begun, checked

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
HANGS = "    while True:\n        pass\n    width = "
PROSE = "Paragraph 3."


def test_prose_is_shown_at_once_and_a_hang_is_told_however_often_one_saves(house, tab):
    page, made = tab("/"), begun(tab)
    house.edit(UP, "    width = ", HANGS)
    expect(made.locator("article.claim.is-checking")).to_have_count(1)
    problems = made.locator("article.claim .problems")
    before = PROSE
    for number in range(20):
        now = f"Save {number}."
        house.edit("docs/index.md", before, now)
        before = now
        expect(page.get_by_text(now, exact=True).first).to_be_visible(timeout=2500)
        if problems.count():
            break
        time.sleep(1)
    expect(problems).to_contain_text("no answer after 5 seconds", timeout=1000)


def test_a_page_waits_for_no_check_that_it_does_not_show(house, tab):
    page = tab("/checkpoints/")
    checked(page)
    house.edit(UP, "    width = ", HANGS)
    house.save(
        "docs/checkpoints.ipynb",
        notebook("print('out', 6 * 7)", "", {}).replace(
            "claim:made_up/statement", "https://example.org"
        ),
    )
    expect(page.locator(".cell-output")).to_contain_text("out 42", timeout=4500)
    assert "made/up" in str(house.state()["checking"])


def test_only_a_page_that_shows_a_claim_that_ends_its_process_keeps_its_outputs(house, tab):
    made, page = begun(tab), tab("/checkpoints/")
    house.edit(UP, "    width = ", "    import os\n    os._exit(7)\n    width = ")
    expect(made.locator("article.claim .problems")).to_contain_text("exit code 7")
    house.save(
        "docs/checkpoints.ipynb",
        notebook("print('out', 6 * 7)", "", {}).replace(
            "claim:made_up/statement", "https://example.org"
        ),
    )
    expect(page.locator(".cell-output")).to_contain_text("out 42")
    house.edit("docs/made.ipynb", "# Page", "# A page")
    told = made.locator("aside.banner")
    expect(told).to_contain_text("made.ipynb: shows what it has stored, since made/up can't be run")
    restore(house)
    expect(told).to_have_count(0)


def test_a_warm_process_that_is_stopped_is_replaced(house, tab):
    page = begun(tab)
    (warm,) = house.children()
    house.edit(UP, "    width = ", "    import os\n    os.kill(os.getppid(), 19)\n    width = ")
    expect(page.locator("article.claim.is-checking")).to_have_count(1)
    checked(page)
    assert house.children() != [warm]
