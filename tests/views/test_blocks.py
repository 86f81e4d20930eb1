"""Each box of a drawing is a part of a model's tensors, and all boxes are all of them."""

from math import prod

import pytest
from attrs import evolve
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.layers import folded
from claims._core.finding import spell
from claims._views.blocks import Model, texts_of
from claims._views.boxes import PARTS, boxes_of, parts_of
from claims._views.observations import observations
from claims._views.pictures.blocks import (
    BASELINE,
    CLAIMS,
    FIRST,
    SAME,
    alone,
    describe,
    draw,
    model_of,
)
from claims._views.recorded import recorded
from tests.views.made_up import entry, level, place, unit

NAMES = [it.id for it in catalogue()]
GPT2 = {"norm": "layernorm", "activation": "gelu-tanh", "gated": False, "positions": "learned"}
LLAMA = {"norm": "rmsnorm", "activation": "silu", "gated": True, "positions": "rotary"}


def soup(html):
    return BeautifulSoup(html, "lxml")


def record(name):
    return recorded(checkpoint(name))


def measured(**changes):
    """Every claim that the drawing names; the first has measured all there is to measure."""
    units = [
        unit(it.id, levels=[level(**((GPT2 if it.family == "gpt2" else LLAMA) | changes))])
        for it in catalogue()
    ]
    first, *rest = CLAIMS
    return place(entry(first, outcomes=units), *(entry(it, outcomes=[]) for it in rest))


def drawn(name, **changes):
    seen = observations(measured(**changes).entries.values())
    return model_of(seen, checkpoint(name))


def said(model):
    return [it.words for it in texts_of(model)]


@pytest.mark.parametrize("name", NAMES)
def test_the_boxes_times_the_layers_are_all_parameters(name):
    boxes = boxes_of(record(name)).values()
    assert sum(it.altogether for it in boxes) == record(name).reconciliation.parameters


@pytest.mark.parametrize("name", NAMES)
def test_every_tensor_is_in_one_box_with_its_shape(name):
    listed = {(folded(it.name), it.shape) for it in record(name).reconciliation.tensors}
    held = [(it.name, it.shape) for box in boxes_of(record(name)).values() for it in box.tensors]
    assert len(held) == len(listed)
    assert set(held) == listed


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_of_a_model_are_all_of_it(name):
    parts = parts_of(record(name))
    assert tuple(parts) == PARTS
    assert sum(parts.values()) == record(name).reconciliation.parameters
    assert all(parts[it] for it in PARTS if it != "head")


def test_a_tied_head_counts_nothing_and_an_untied_one_its_matrix():
    assert boxes_of(record("gpt2"))["head"].parameters == 0
    assert boxes_of(record("llama-3.2-1b"))["head"].tied_to == "model.embed_tokens.weight"
    assert boxes_of(record("llama-7b"))["head"].parameters == 32000 * 4096


def test_a_tensor_without_a_place_is_refused_by_name():
    known = record("gpt2")
    more = (*known.reconciliation.tensors, Tensor("transformer.extra.weight", shape=(1,)))
    odd = evolve(known, reconciliation=evolve(known.reconciliation, tensors=more))
    with pytest.raises(LookupError, match=r"gpt2: transformer\.extra\.weight has no place"):
        boxes_of(odd)


def test_layers_that_are_not_alike_are_refused():
    known = record("gpt2")
    fewer = tuple(it for it in known.reconciliation.tensors if ".h.3.ln_1" not in it.name)
    odd = evolve(known, reconciliation=evolve(known.reconciliation, tensors=fewer))
    with pytest.raises(LookupError, match=r"ln_1\.\w+ in that shape 12 times, found it 11"):
        boxes_of(odd)


def test_a_record_whose_tensors_nobody_counted_is_refused():
    with pytest.raises(LookupError, match="gpt2: expected a record with its tensors"):
        boxes_of(evolve(record("gpt2"), reconciliation=None))


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_says_each_count_and_shape(name):
    model = drawn(name)
    lines = said(model)
    assert f"{spell(model.record.reconciliation.parameters)} parameters" in lines
    for box in model.boxes.values():
        assert spell(box.parameters) in lines
        for it in box.tensors:
            assert any(" × ".join(map(spell, it.shape)) in line for line in lines)


@pytest.mark.parametrize(
    "name, words",
    [
        ("gpt2", "names and bytes as published"),
        ("gpt2-medium", "bytes as published, no names"),
        ("gpt2-xl", "within a published bound"),
        ("llama-13b", "no list of tensors published"),
        ("llama-2-7b", "names and bytes as published"),
        ("llama-2-13b", "names and bytes of a sibling"),
        ("llama-3.1-70b", "names and bytes as published"),
        ("llama-3.2-3b", "names and bytes of a sibling"),
    ],
)
def test_a_drawing_says_what_is_published_to_hold_it_against(name, words):
    assert words in said(drawn(name))


def test_all_gpt2_say_the_same_so_that_one_of_them_stands_for_all():
    kinds = [drawn(it).kinds for it in NAMES if it.startswith("gpt2")]
    assert kinds == [drawn(BASELINE).kinds] * 4


def test_what_llama_does_otherwise_is_marked_by_sign_and_word():
    lines = said(drawn("llama-3.1-8b"))
    assert [it for it in lines if it.startswith(("≠", "="))] == [
        "≠ rotary, in attention",
        "≠ rmsnorm, no bias",
        "≠ 3 matrices, no bias",
        "≠ 4 queries a key",
        "≠ no bias",
        "≠ rmsnorm, no bias",
        "≠ silu, gated, no bias",
        "≠ 3.5 times as wide",
        "≠ no bias",
        "≠ rmsnorm, no bias",
        "≠ a matrix of its own",
    ]


def test_how_wide_a_feed_forward_network_is_comes_out_alike_whichever_way_its_matrix_is_stored():
    assert "4 times as wide" in said(drawn("gpt2"))
    assert "≠ 3.5 times as wide" in said(drawn("llama-3.1-8b"))


def test_what_llama_does_too_is_marked_as_that():
    assert "= a query a key" in said(drawn("llama-7b"))
    assert "= the embedding's matrix" in said(drawn("llama-3.2-1b"))


def test_what_nobody_measured_is_not_made_up():
    model = Model(record("gpt2"), {})
    assert "not measured" in said(model)
    assert not [it for it in said(model) if "norm," in it and "layernorm" in it]


def test_norms_in_another_place_are_not_drawn_as_if_before():
    with pytest.raises(LookupError, match="gpt2: expected norms before each part, measured 'post'"):
        drawn("gpt2", norm_placement="post")


def test_both_drawings_have_a_title_a_description_and_a_list_to_choose_from():
    shown = soup(draw(measured()))
    for family, name in FIRST.items():
        drawing = shown.select_one(f"svg#blocks-{family}[role=img]")
        title, told = (shown.find(id=it) for it in drawing["aria-labelledby"].split())
        assert title.get_text() == f"{name} as blocks"
        assert spell(record(name).reconciliation.parameters) in told.get_text()
        chosen = shown.select_one(f"select[data-draws=blocks-{family}]")
        assert chosen.find_parent("label").get_text().startswith(("GPT-2", "LLaMA"))
        assert chosen.select_one("option[selected]")["value"] == name


def test_every_model_can_be_chosen_and_is_put_where_the_first_one_was():
    shown = soup(draw(measured()))
    for select in shown.select("select"):
        drawing = shown.find(id=select["data-draws"])
        first = [" ".join(drawing.select_one(".is-head")["class"])]
        first += [it.get_text() for it in drawing.select("text:not(.title)")]
        for option in select.select("option"):
            says = option["data-says"].split("\n") if "data-says" in option.attrs else first
            head, *lines = [
                there if it == SAME else it for it, there in zip(says, first, strict=True)
            ]
            model = drawn(option["value"])
            assert lines == [it.words for it in texts_of(model) if it.kind != "title"]
            assert ("is-empty" in head) is bool(model.boxes["head"].tied_to)
    assert [it["value"] for it in shown.select("option")] == NAMES


def test_a_list_holds_only_what_is_said_otherwise_than_what_is_drawn():
    for select in soup(draw(measured())).select("select"):
        without = [it["value"] for it in select.select("option:not([data-says])")]
        assert without == [it["value"] for it in select.select("option[selected]")]
        for option in select.select("option[data-says]"):
            assert SAME in option["data-says"].split("\n")


def test_only_what_differs_has_the_colour_of_that_and_nothing_else_does():
    for it in soup(draw(measured())).select("svg text"):
        assert ("is-other" in it.get("class", [])) is it.get_text().startswith("≠")


def test_a_checkpoint_alone_is_drawn_from_the_record_it_is_given():
    known = record("llama-7b")
    shown = soup(alone(measured(), checkpoint("llama-7b"), known))
    assert len(shown.select("svg")) == 1
    assert "131,072,000" in shown.get_text()
    assert "= a query a key" in shown.get_text()


def test_the_words_of_the_picture_add_up():
    lines = describe(measured())
    assert len(lines) == len(NAMES)
    for line in lines:
        terms, total = line.partition(": ")[2].replace(",", "").split(" = ")
        numbers = [
            prod(int(it) for it in term.split() if it.isdigit()) for term in terms.split(" + ")
        ]
        assert sum(numbers) == int(total)
