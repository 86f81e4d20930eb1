"""A reader chooses another model, and its blocks are drawn in place of the first one's."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from claims._checkpoints.catalogue import checkpoint
from claims._core.finding import spell
from claims._views.boxes import boxes_of
from claims._views.pictures.blocks import CLAIMS, draw
from claims._views.recorded import recorded
from tests.serving.served import CHROMIUM, MISSING
from tests.views.made_up import entry, place

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def drawing(browser):
    """A page that shows nothing but the picture, with the script that comes with the site."""
    page = browser.new_page()
    broken = []
    page.on("pageerror", lambda it: broken.append(it))
    script = (DOCS / "javascripts" / "blocks.js").read_text(encoding="utf-8")
    drawn = draw(place(*(entry(it, outcomes=[]) for it in CLAIMS)))
    html = f"<!doctype html><body>{drawn}<script>{script}</script>"
    page.route("**/*", lambda it: it.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("http://blocks.test/")
    yield page
    page.close()
    assert broken == []


def counts(page, family):
    """The numbers that stand in the boxes of a family's drawing."""
    return page.locator(f"#blocks-{family} .count").all_text_contents()


@pytest.mark.parametrize("name", ["llama-3.1-405b", "llama-3.2-1b", "llama-7b"])
def test_the_chosen_model_is_drawn_and_the_other_stays(drawing, name):
    before = counts(drawing, "gpt2")
    drawing.get_by_role("combobox", name="LLaMA").select_option(name)
    boxes = boxes_of(recorded(checkpoint(name)))
    shown = [it for it in counts(drawing, "llama") if it != "0"]
    assert shown == [spell(it.parameters) for it in boxes.values() if not it.tied_to]
    expect(drawing.locator("#blocks-llama title")).to_have_text(f"{name} as blocks")
    told = drawing.locator("#blocks-llama desc").text_content()
    assert spell(boxes["up"].parameters) in told
    for it in drawing.locator("#blocks-llama text").all():
        other = "is-other" in (it.get_attribute("class") or "")
        assert other is it.text_content().startswith("≠")
    assert counts(drawing, "gpt2") == before


def test_what_a_drawing_was_held_against_is_said_of_each(drawing):
    for name, words in [
        ("llama-13b", "no list of tensors published"),
        ("llama-3.1-405b", "within a published bound"),
        ("llama-3.1-8b", "names and bytes as published"),
    ]:
        drawing.get_by_role("combobox", name="LLaMA").select_option(name)
        expect(drawing.locator("#blocks-llama text").nth(2)).to_have_text(words)
        expect(drawing.locator("#blocks-llama desc")).to_contain_text(words)


def test_a_choice_comes_back_on_reload_and_by_back(drawing):
    drawing.get_by_role("combobox", name="LLaMA").select_option("llama-65b")
    drawing.get_by_role("combobox", name="GPT-2").select_option("gpt2-xl")
    both = counts(drawing, "gpt2"), counts(drawing, "llama")
    drawing.reload()
    assert (counts(drawing, "gpt2"), counts(drawing, "llama")) == both
    drawing.goto("http://blocks.test/another")
    drawing.go_back()
    assert (counts(drawing, "gpt2"), counts(drawing, "llama")) == both
    expect(drawing.get_by_role("combobox", name="LLaMA")).to_have_value("llama-65b")


def test_an_address_that_asks_for_no_model_changes_nothing(drawing):
    before = counts(drawing, "llama")
    drawing.goto("http://blocks.test/?blocks-llama=llama-9b")
    assert counts(drawing, "llama") == before


def test_what_was_drawn_first_is_drawn_again(drawing):
    box = drawing.get_by_role("combobox", name="LLaMA")
    first, whole = box.input_value(), drawing.locator("#blocks-llama")
    before = whole.inner_html()
    for name in ("llama-7b", "llama-3.1-405b"):
        box.select_option(name)
        assert whole.inner_html() != before
    box.select_option(first)
    assert whole.inner_html() == before


def test_a_head_without_a_matrix_of_its_own_gets_a_broken_edge(drawing):
    head = drawing.locator("#blocks-llama rect.is-head")
    expect(head).not_to_have_class("box is-head is-empty")
    drawing.get_by_role("combobox", name="LLaMA").select_option("llama-3.2-1b")
    expect(head).to_have_class("box is-head is-empty")
    drawing.get_by_role("combobox", name="LLaMA").select_option("llama-7b")
    expect(head).to_have_class("box is-head")


def test_the_list_is_reached_and_changed_by_keyboard(drawing):
    drawing.keyboard.press("Tab")
    drawing.keyboard.press("ArrowDown")
    expect(drawing.locator("#blocks-gpt2 title")).to_have_text("gpt2-medium as blocks")
