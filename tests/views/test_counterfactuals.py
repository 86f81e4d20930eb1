"""Each loss stands in the table and in the picture, and the models are named as what they are."""

import pytest
from bs4 import BeautifulSoup

from claims._views.loss_picture import rows_of
from claims._views.overviews import counterfactuals
from claims._views.overviews.counterfactuals import HEADS, Cost, Losses, read
from tests.views.made_up import HOSTILE, place

WORSE = Cost("relu", "A ReLU.", 3.5, 0.14, 0.004, clear=True)
UNCLEAR = Cost("erf_gelu", "GELU by erf.", 3.0, -8.7e-6, 1e-5, clear=False)
BETTER = Cost("theta", "Another base.", 2.9, -0.1, 0.01, clear=True)
ONE = Losses("gpt2-stand-in", 3.0, 64, 8_128, (WORSE, UNCLEAR, BETTER))
OTHER = Losses("llama-stand-in", 3.3, 64, 8_128, (Cost("relu", "A ReLU.", 3.9, 0.6, 0.01, True),))


@pytest.fixture
def shown(monkeypatch):
    def drawn(*known):
        monkeypatch.setattr(counterfactuals, "read", lambda: list(known))
        return BeautifulSoup(counterfactuals.draw(place()), "lxml")

    return drawn


def test_every_alternative_has_a_row_below_its_model(shown):
    page = shown(ONE, OTHER)
    heads = [it.get_text() for it in page.select("tbody th[scope=rowgroup]")]
    assert heads == ["gpt2-stand-in: 3.000 as trained", "llama-stand-in: 3.300 as trained"]
    assert [it.get_text() for it in page.select("thead th")] == list(HEADS)
    assert len(page.select("tr:has(th[scope=row])")) == 4


def test_what_is_not_clear_is_no_outcome_whichever_way_it_points(shown):
    marks = [it.get_text() for it in shown(ONE).select(".outcome")]
    assert marks == ["worse", "not clear", "better"]
    assert "is-cantTell" in shown(ONE).select(".outcome")[1]["class"]


def test_differences_stand_with_their_errors(shown):
    cells = [it.select("td")[1].contents[0] for it in shown(ONE).select("tr:has(th[scope=row])")]
    assert cells == ["+0.14 ± 0.004", "−8.7 × 10⁻⁶ ± 1 × 10⁻⁵", "−0.1 ± 0.01"]


def test_the_stand_ins_are_said_to_be_none_that_was_published(shown):
    assert "trained here and no published model" in shown(ONE).select_one("li").get_text()
    assert "2 of 3 alternatives differ" in shown(ONE).select_one("li").get_text()


def test_the_picture_has_a_row_for_each_alternative_the_dearest_first():
    rows = rows_of([ONE, OTHER])
    assert [(what, len(costs)) for what, costs in rows] == [
        ("A ReLU.", 2),
        ("GELU by erf.", 1),
        ("Another base.", 1),
    ]


def test_marks_are_of_two_shapes_and_hollow_where_nothing_is_clear(shown):
    drawing = shown(ONE, OTHER).svg
    assert len(drawing.select("circle.dot")) == 3 + 1  # and one in the key
    assert len(drawing.select("rect.dot")) == 1 + 1
    assert len(drawing.select(".dot.is-hollow")) == 1


def test_whoever_can_not_see_the_picture_is_told_what_it_shows(shown):
    words = shown(ONE, OTHER).select_one("svg desc").get_text()
    assert words == "A ReLU.: +0.14 and +0.6; GELU by erf.: -8.7e-06; Another base.: -0.1"


def test_hostile_words_come_out_as_text(shown):
    page = shown(Losses(HOSTILE, 3.0, 64, 8_128, (Cost("it", HOSTILE, 3.0, 0.1, 0.1, False),)))
    assert not page.select("script")
    assert HOSTILE in page.select_one("tbody th[scope=row]").get_text()


def test_the_committed_table_is_of_the_stand_ins_alone():
    assert [it.model for it in read()] == ["gpt2-stand-in", "llama-stand-in"]
    lines = counterfactuals.describe(place())
    assert len(lines) == sum(1 + len(it.costs) for it in read())
