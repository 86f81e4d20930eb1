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
    page.set_content(f"<!doctype html><body>{drawn}<script>{script}</script>")
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
