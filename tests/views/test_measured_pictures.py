"""Pictures drawn from measurements: what they show is what the checks observed."""

import re

import pytest
import torch
from bs4 import BeautifulSoup
from torch.nn import functional

from claims._views.curves import measured, on_control
from claims._views.picture import described, picture
from claims._views.pictures import activation, gradients, norms, positions, scaling
from claims._views.pictures.activation import FORMULAS, nearest
from tests.views.made_up import control, entry, unit
from tests.views.measurements import INPUTS, ROTATED, drawn_from, of_gpt2, of_llama, told

PICTURES = ("activation", "positions", "scaling", "norms", "gradients")


def drawn(name, **changes):
    return BeautifulSoup(picture(drawn_from(**changes), name), "lxml")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_a_title_and_a_description(name):
    (drawing,) = drawn(name).select("svg[role=img]")
    title, words = (drawing.find(id=it).get_text() for it in drawing["aria-labelledby"].split())
    assert title
    lines = described(drawn_from(), name)
    assert lines
    assert all(line in words for line in lines)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_brings_no_colour_of_its_own(name):
    assert not re.search(r"(fill|stroke|style|color)=|#[0-9a-f]{3}", picture(drawn_from(), name))


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_drawn_outside_its_picture(name):
    svg = drawn(name).svg
    width, height = map(float, svg["viewbox"].split()[2:])
    places = [(it["cx"], it["cy"]) for it in svg.select("circle")]
    for it in svg.select("path.curve"):
        places += re.findall(r"([\d.-]+) ([\d.-]+)", it["d"])
    assert len(places) > 5
    assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in places)


@pytest.mark.parametrize("name, claim", [
    ("activation", activation.LLAMA), ("positions", positions.CLAIM), ("scaling", scaling.SLOWED),
    ("norms", norms.CLAIM), ("gradients", gradients.CLAIM),
])  # fmt: skip
def test_a_claim_that_observed_nothing_to_draw_is_named(name, claim):
    nothing = entry(claim, outcomes=[unit(norm="rmsnorm")], controls=[control(norms.GPT2, norm="")])
    with pytest.raises(LookupError, match=f"{claim} observed no "):
        drawn(name, **{claim: nothing})


def test_a_control_that_observed_nothing_to_draw_is_named():
    with pytest.raises(LookupError, match="no keys_by_position on its control llama-7b"):
        on_control(told(turned={"mask": "tells nothing"}), "llama-7b", "keys_by_position")


def test_units_of_the_same_table_go_by_one_name():
    sizes = [unit(name, rows=[[1.0, 2.0]]) for name in ("gpt2", "gpt2-medium", "gpt2-large")]
    one, other = measured(entry(outcomes=[*sizes, unit("llama-7b", rows=[[1.0, 3.0]])]), "rows")
    assert one.names == ("gpt2", "gpt2-medium", "gpt2-large")
    assert (other.said, other.rows) == ("llama-7b", ((1.0, 3.0),))


@pytest.mark.parametrize("name, function", [
    ("GELU by tanh", lambda x: functional.gelu(x, approximate="tanh")),
    ("GELU by erf", functional.gelu),
    ("SiLU", functional.silu),
    ("ReLU", functional.relu),
])  # fmt: skip
def test_a_formula_is_torchs_function(name, function):
    wanted = function(torch.tensor(INPUTS, dtype=torch.float64)).tolist()
    assert [FORMULAS[name](it) for it in INPUTS] == pytest.approx(wanted, abs=1e-15)


@pytest.mark.parametrize("name", FORMULAS)
def test_rounded_points_are_nearest_to_their_own_formula(name):
    assert nearest([(x, round(FORMULAS[name](x), 6)) for x in INPUTS]) == name


def test_the_picture_would_say_if_it_were_a_relu():
    relu = entry(activation.GPT2, outcomes=[of_gpt2("ReLU")])
    lines = described(drawn_from(**{activation.GPT2: relu}), "activation")
    assert lines[0] == "gpt2: 21 points nearest to ReLU"


def test_each_form_of_gelu_is_called_by_its_name():
    said = [it.get_text() for it in drawn("activation").select("text") if "GELU" in it.get_text()]
    assert said == ["GELU, by tanh or by erf", "GELU by tanh less GELU by erf, in parts of 10,000"]


def test_a_dot_stands_where_the_point_was_measured():
    panel = activation.WHOLE
    circles = {(float(it["cx"]), float(it["cy"])) for it in drawn("activation").select("circle")}
    for x, y in of_gpt2()["observed"]["activation_curve"]:
        at = (round(panel.x(x), 1), round(panel.y(y), 1))
        assert (at in circles) == (-4 <= x <= 2)


def test_a_dot_of_the_gate_stands_where_the_point_was_measured():
    panel = activation.GATE
    circles = {(float(it["cx"]), float(it["cy"])) for it in drawn("activation").select("circle")}
    for x, _, y in of_llama()["observed"]["activation_curve"]:
        if x.is_integer() and abs(x) <= 4:
            assert (round(panel.x(x), 1), round(panel.y(y), 1)) in circles


def test_a_line_of_the_gate_leads_through_its_dots():
    panel = activation.GATE
    ends = {it["d"].rpartition("L")[2] for it in drawn("activation").select("path.curve[d*=L]")}
    for x, _, y in of_llama()["observed"]["activation_curve"]:
        if x == panel.xs[1]:
            assert f"{panel.x(x):.1f} {panel.y(y):.1f}" in ends


@pytest.mark.parametrize("queries, said", [
    ([-1.0, 0.5], "differ from query to query"),
    ([-1.0, -0.99], "depend on the offset alone"),
    ([0.01, 0.0], "are the same at all offsets"),
])  # fmt: skip
def test_scores_tell_what_they_depend_on(queries, said):
    scores = [[0.0, 0.0, 0.0], [1.0, *queries]]
    made = told(turned=ROTATED | {"scores_by_offset": scores})
    assert positions.ways(made)[1].told == said


def test_two_queries_are_told_apart_by_more_than_colour():
    looks = [it["class"] for it in drawn("positions").select("path.is-broad, path.is-again")]
    assert len(looks) == 6


def test_a_norm_that_undoes_a_shift_is_told_from_one_that_does_not():
    gpt2, llama = described(drawn_from(), "norms")
    assert gpt2 == (
        "LayerNorm of gpt2: of a shifted vector comes the same, of a scaled vector comes the same"
    )
    assert "of a shifted vector comes something else, of a scaled vector comes the same" in llama


def test_a_gradient_is_drawn_in_times_the_last_layers():
    (name, kind, points), (other, dashed, flat) = gradients.lines_of(
        drawn_from().entry(gradients.CLAIM)
    )
    assert (name, other) == ("gpt2, norms before, as built", "gpt2, norms moved behind")
    assert [10**y for _, y in points] == pytest.approx([10, 0.5, 1])
    assert {y for _, y in flat} == {0}
    assert (kind, dashed) == ("curve-0", "curve-0 is-again")


def test_a_drawing_of_gradients_says_in_the_findings_own_digits_how_many_times_one_is():
    words = drawn("gradients").desc.get_text()
    assert "; the first layer’s in times the last’s: 10 in gpt2 (1 behind)" in words


def test_a_scaling_is_drawn_on_both_sides_of_what_it_does():
    (found,) = scaling.scaled(drawn_from())
    assert [10**y for _, y in found.after] == pytest.approx([10, 100, 2e3, 8e4, 8e5])
    assert [10**y for _, y in found.before] == pytest.approx([10, 100, 1e3, 1e4, 1e5])
    assert described(drawn_from(), "scaling") == [
        "llama-3.1-8b: 2 pairs as before, 1 slowed by less than 8, 2 by 8"
    ]
