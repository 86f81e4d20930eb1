"""Checkpoints side by side: a few that the reader chooses, what differs among them first."""

import re
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from claims._checkpoints.catalogue import catalogue
from claims._core.visible import visible
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
ALL = [it.id for it in catalogue()]
DIFFERS, UNKNOWN, SAME = "What differs", "What isn’t told of each", "What is the same"
UNTOLD = {"–", "none stated", "nothing published"}
# Each part that is shown, by its title: its rows' titles with the values that are shown.
PARTS = """() => Object.fromEntries(
  [...document.querySelectorAll(".compared tbody:not([hidden])")].map((body) => [
    body.rows[0].innerText,
    [...body.rows].slice(1).filter((it) => it.checkVisibility()).map((row) => [
      row.cells[0].innerText,
      [...row.cells].slice(1).filter((it) => it.checkVisibility())
        .map((it) => (it.querySelector("a, span") || it).innerText),
    ]),
  ]),
)"""


def columns(page):
    """The checkpoints that are shown, in their order."""
    heads = page.locator(".compared thead th:visible")
    expect(page.locator("form.choose-compare")).to_be_visible()
    return heads.all_inner_texts()[1:]


def told(page):
    return page.locator("form.choose-compare [role=status]")


@pytest.mark.parametrize("chosen", [ALL[:2], ["gpt2-xl", "llama-3.1-8b", "llama-3.2-1b"], ALL[-4:]])
def test_the_address_says_which_are_shown(tab, chosen):
    page = tab(f"/compare/?with={','.join(chosen)}")
    assert columns(page) == chosen
    ticked = page.locator("form.choose-compare :checked")
    assert [it.get_attribute("value") for it in ticked.all()] == chosen


@pytest.mark.parametrize("typed", ["GPT2,%20Llama-7b", "%20gpt2%20,llama-7B,,LLaMA-7b"])
def test_names_in_the_address_may_be_spelled_as_people_do(tab, typed):
    page = tab(f"/compare/?with={typed}")
    assert columns(page) == ["gpt2", "llama-7b"]
    expect(told(page)).to_contain_text(re.compile("^gpt2 and llama-7b:"))


def test_without_a_choice_one_of_each_family_is_shown(tab):
    assert columns(tab("/compare/")) == ["gpt2", "llama-7b"]


@pytest.mark.parametrize("chosen", ["gpt2,llama-7b", "llama-7b,llama-2-7b", "gpt2,gpt2-xl"])
def test_what_differs_comes_first(tab, chosen):
    page = tab(f"/compare/?with={chosen}")
    columns(page)
    parts = page.evaluate(PARTS)
    assert list(parts) == [DIFFERS, UNKNOWN, SAME]
    for title, values in parts[DIFFERS]:
        assert len(set(values) - UNTOLD) > 1, title
    for title, values in parts[UNKNOWN]:
        assert len(set(values) - UNTOLD) <= 1, title
        assert set(values) & UNTOLD, title
    for title, values in parts[SAME]:
        assert len(set(values)) == 1, title
        assert not set(values) & {*UNTOLD, "doesn't apply"}, title
    assert min(map(len, parts.values())) > 0
    words = f"{len(parts[DIFFERS])} properties differ, {len(parts[SAME])} are the same."
    expect(told(page)).to_contain_text(words)


def test_every_property_of_the_table_is_there_whatever_is_chosen(tab):
    page = tab("/compare/?with=")
    columns(page)
    titles = {title for rows in page.evaluate(PARTS).values() for title, _ in rows}
    assert {"Parameters", "Activation", "Rotary base", "Hub", "Stored bytes", "Data type"} <= titles
    assert len(titles) > 35


def test_a_choice_is_in_the_address_and_back_takes_it_back(tab):
    page = tab("/compare/")
    columns(page)
    page.get_by_label("gpt2-xl").check()
    page.get_by_label("llama-7b", exact=True).uncheck()
    assert page.url.endswith("/compare/?with=gpt2,gpt2-xl")
    assert columns(page) == ["gpt2", "gpt2-xl"]
    page.go_back()
    # A page that comes back begins with all columns, until its script has read the address.
    until = time.monotonic() + 60
    while (shown := columns(page)) != ["gpt2", "gpt2-xl", "llama-7b"]:
        assert time.monotonic() < until, (shown, page.url)
    page.go_back()
    expect(page.get_by_label("gpt2-xl")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_label("gpt2-xl")).to_be_checked()
    page.reload()
    assert columns(page) == ["gpt2", "gpt2-xl", "llama-7b"]


def test_four_are_the_most(tab):
    page = tab("/compare/?with=gpt2,gpt2-xl,llama-7b")
    columns(page)
    page.get_by_label("llama-2-7b").check()
    expect(told(page)).to_contain_text("4 are the most")
    expect(page.get_by_label("llama-3-8b")).to_be_disabled()
    page.get_by_label("gpt2", exact=True).uncheck()
    expect(page.get_by_label("llama-3-8b")).to_be_enabled()
    page = tab(f"/compare/?with={','.join(ALL)}")
    assert columns(page) == ALL[:4]
    expect(told(page)).to_contain_text(f"Not shown: {', '.join(ALL[4:])}.")


@pytest.mark.parametrize("chosen", ["", "gpt2"])
def test_with_fewer_than_two_all_are_shown(tab, chosen):
    page = tab(f"/compare/?with={chosen}")
    assert columns(page) == ALL
    expect(told(page)).to_contain_text("choose 2 to 4")


def test_all_are_shown_again_by_one_button(tab):
    page = tab("/compare/")
    columns(page)
    page.get_by_role("button", name="Show all").click()
    assert columns(page) == ALL
    assert page.url.endswith("/compare/?with=")


def test_a_name_that_nobody_knows_is_told_as_text(tab):
    hostile = "%3Cimg%20src%3Dx%20onerror%3Dwindow.bad%3D1%3E"
    page = tab(f"/compare/?with=gpt2,{hostile},llama-7b")
    assert columns(page) == ["gpt2", "llama-7b"]
    expect(told(page)).to_contain_text("No checkpoint is called “<img src=x onerror=window.bad=1>”")
    assert page.evaluate("window.bad") is None


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u2028", "\x07", "\U000e0041"])
def test_a_sign_that_turns_a_sentence_around_is_spelled_out(tab, sign):
    page = tab(f"/compare/?with={quote(sign)}gpt2,gpt2,llama-7b")
    expect(told(page)).to_contain_text(f"No checkpoint is called “{visible(sign)}gpt2”")
    assert sign not in page.locator("article").text_content()


def test_of_an_endless_name_the_beginning_is_told(tab):
    page = tab(f"/compare/?with={'long' * 900},gpt2,llama-7b")
    expect(told(page)).to_contain_text(f"called “{'long' * 15}…”. gpt2 and llama-7b")


def test_the_keyboard_is_enough(tab):
    page = tab("/compare/")
    columns(page)
    page.get_by_label("gpt2", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert columns(page) == ["gpt2", "gpt2-medium", "llama-7b"]
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    assert columns(page) == ALL
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Checkpoints side by side"


def test_each_value_says_what_it_rests_on_and_leads_there(tab):
    page = tab("/compare/")
    columns(page)
    cells = page.locator(".compared tbody td:visible:has(a)").evaluate_all(
        "all => all.map((it) => [it.querySelector('a').href, it.querySelector('small').innerText])"
    )
    assert len(cells) > 50
    for address, evidence in cells:
        assert evidence
        assert "/claims/" in address or "/checkpoints/" in address
    page.locator(".compared td:visible a", has_text="gelu-tanh").first.click()
    expect(page.locator("h1")).to_contain_text("GPT-2")


def test_without_scripts_there_is_a_full_table(tab):
    page = tab("/compare/", scripts=False)
    assert page.locator(".compared thead th:visible").all_inner_texts()[1:] == ALL
    expect(page.locator("form.choose-compare")).to_be_hidden()
    assert page.locator(".compared tbody tr:visible").count() > 35


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_table_scrolls_in_itself_and_its_first_column_stays(tab, scripts):
    page = tab("/compare/?with=", width=390, scripts=scripts)
    head = page.locator(".compared tbody th[scope=row]:visible").first
    before = head.bounding_box()["x"]
    head.scroll_into_view_if_needed()
    last = page.locator(".compared thead th").last
    expect(last).not_to_be_in_viewport()
    page.locator(".compared").hover()
    page.mouse.wheel(9000, 0)
    expect(last).to_be_in_viewport()
    assert head.bounding_box()["x"] == before
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") == 390


# Every number or name of a table that doesn't stand in one line.
BROKEN = r"""() => [...document.querySelectorAll(".compared :is(th, td) > a")].flatMap((it) => {
  const words = document.createTreeWalker(it, NodeFilter.SHOW_TEXT), found = [];
  while (words.nextNode()) {
    for (const word of words.currentNode.data.matchAll(/[\w,.-]+/g)) {
      const range = document.createRange();
      range.setStart(words.currentNode, word.index);
      range.setEnd(words.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
})"""


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("chosen", ["", "llama-30b,llama-65b,llama-2-70b,llama-3.1-405b"])
def test_no_number_or_name_is_parted(tab, chosen, scripts):
    page = tab(f"/compare/?with={chosen}", scripts=scripts)
    expect(page.locator(".compared")).to_be_visible()
    assert page.evaluate(BROKEN) == []


def test_on_the_smallest_phone_the_page_does_not_scroll_sideways(tab):
    page = tab("/compare/", width=320)
    columns(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_a_phone_two_are_seen_at_once(tab):
    page = tab("/compare/?with=gpt2,llama-3.1-8b", width=390)
    columns(page)
    box = page.locator(".compared").bounding_box()
    last = page.locator(".compared thead th:visible").last.bounding_box()
    assert last["x"] + last["width"] <= box["x"] + box["width"]
