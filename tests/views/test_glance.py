"""All generations at a glance: a property a row, with sizes folded where they agree."""

import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views.overviews.glance import ROWS, describe, draw, rows_of
from claims._views.units import generations
from tests.views.made_up import HOSTILE, entry, level, place, unit

LLAMA_2 = {"llama-2-7b": "multi-head", "llama-2-13b": "multi-head", "llama-2-70b": "grouped-query"}


def soup(html):
    return BeautifulSoup(html, "lxml")


def observed(key, values, **changes):
    """A claim that observed a value of a property on each of some units."""
    units = [unit(name, levels=[level(**{key: value})]) for name, value in values.items()]
    return entry(outcomes=units, **changes)


def row(*entries):
    """The cells of the only row, by generation."""
    shown = soup(draw(place(*entries)))
    (drawn,) = shown.select("tbody tr")
    names = [it.get_text() for it in shown.select("thead th")][1:]
    return dict(zip(names, drawn.select("td"), strict=True))


def lines(cell):
    return [it.get_text() for it in cell.select("div")]


def test_a_generation_has_a_column_in_the_order_of_the_catalogue():
    shown = soup(draw(place(observed("attention", LLAMA_2))))
    heads = [it.get_text() for it in shown.select("thead th[scope=col]")]
    assert heads[:4] == ["Property", "GPT-2", "LLaMA 1", "Llama 2"]
    assert heads[-2:] == ["Llama 3.2", "Llama 3.3"]
    assert [it for them in generations().values() for it in them] == list(catalogue())


def test_sizes_that_disagree_are_named_with_their_values():
    cell = row(observed("attention", LLAMA_2))["Llama 2"]
    assert lines(cell) == ["multi-head (7B, 13B)", "grouped-query (70B)"]


def test_sizes_that_agree_are_one_value():
    (line,) = lines(row(observed("context", dict.fromkeys(LLAMA_2, 4096)))["Llama 2"])
    assert line == "4,096"


def test_a_value_that_only_some_sizes_were_observed_to_have_names_them():
    (line,) = lines(row(observed("context", {"llama-2-7b": 4096}))["Llama 2"])
    assert line == "4,096 (7B)"


def test_what_nobody_observed_is_a_dash_and_no_row_by_itself():
    assert row(observed("context", LLAMA_2))["GPT-2"].get_text() == "–"
    assert rows_of([entry()]) == []
    assert not soup(draw(place())).select("tbody tr")


def test_what_a_model_is_known_not_to_have_is_no_dash():
    rotary = {"llama-7b": "rotary", "llama-2-7b": "rotary"}
    positions = observed("positions", {"gpt2": "learned", **rotary})
    scaling = observed("rope_scaling", {"llama-7b": None, "llama-3.1-8b": "llama3"}, id="made_up/b")
    shown = {it.title: it.generations for it in rows_of([positions, scaling])}
    for title, column, words in [
        ("Rotary base", 0, ["doesn't apply (gpt2)"]),
        ("Rotary scaling", 0, ["doesn't apply (gpt2)"]),
        ("Rotary scaling", 1, ["none (7B)"]),
        ("Rotary scaling", 2, []),
        ("Rotary scaling", 4, ["llama3 (8B)"]),
    ]:
        values = shown[title][column]
        assert [f"{it.cells[0].value}{it.folded}" for it in values] == words, (title, column)


def test_an_absent_scaling_rests_on_what_the_base_was_read_from():
    read = level(rests_on=["code", "paper"], rope_theta=10000.0, rope_scaling=None)
    read["rests_on"][0]["fact"] = "rope_theta"
    shown = soup(draw(place(entry(outcomes=[unit("llama-13b", levels=[read])]))))
    marks = {it.th.get_text(): it.small.get_text() for it in shown.select("tbody tr")}
    assert marks[ROWS["rope_scaling"]] == marks[ROWS["rope_theta"]] == "code"


def test_rows_come_in_the_declared_order():
    made = observed("norm", LLAMA_2), observed("layers", LLAMA_2, id="made_up/other")
    assert [it.title for it in rows_of(made)] == [ROWS["layers"], ROWS["norm"]]


@pytest.mark.parametrize("name", ["llama-2-7b against gpt2-xl", "llama as of 2023-07-18", "opt"])
def test_only_a_checkpoint_has_properties(name):
    assert rows_of([observed("context", {name: 4096})]) == []


def test_a_cell_leads_to_its_claim_and_shows_the_weakest_link_of_all_its_values():
    first, second = level(context=1024), level("config", rests_on=["code"], context=2048)
    second["rests_on"][0]["sibling"] = "a conversion"
    units = [unit("gpt2", levels=[first]), unit("gpt2-xl", levels=[second])]
    cell = row(entry(outcomes=units))["GPT-2"]
    assert [it["href"] for it in cell.select("a")] == ["../claims/made_up/statement/"] * 2
    assert cell.small.get_text() == "code, sibling"
    assert "read from a conversion" in cell.small["title"]


def test_a_stale_value_is_never_shown_as_current():
    cell = row(observed("context", {"gpt2": 1024}, stale=True))["GPT-2"]
    assert cell.small.get_text() == "stale, config"


def test_hostile_values_stay_text():
    shown = soup(draw(place(observed("attention", {"gpt2": HOSTILE}))))
    assert not shown.select("script")
    assert HOSTILE in shown.get_text()


def test_the_text_has_the_same_folds():
    assert describe(place(observed("attention", LLAMA_2 | {"gpt2": "multi-head"}))) == [
        f"{ROWS['attention']}. GPT-2: multi-head (gpt2); "
        "Llama 2: multi-head (7B, 13B), grouped-query (70B)"
    ]


def test_the_table_scrolls_in_a_box_of_its_own():
    box = soup(draw(place())).select_one(".comparison")
    assert box["tabindex"] == "0"
    assert box["aria-label"] == "All generations at a glance"
