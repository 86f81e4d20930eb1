"""What would change a verdict follows from the rule that made it, and from what was measured."""

import pytest
from bs4 import BeautifulSoup

from claims._views.would_change import turns, would_change
from tests.views.made_up import control, entry, level, place, undecidable, unit

EARLY, LATE = "2019-02-14", "2024-04-18"


def units(*outcomes, dated=EARLY):
    return [unit(f"unit-{at}", it) | {"dated": dated} for at, it in enumerate(outcomes)]


def found(verdict, outcomes):
    """The verdict of each way to another one, by how many units could take it, or all had to."""
    return {
        (len(it.units), it.every, str(it.outcome)): str(it.verdict)
        for it in turns(entry(verdict=verdict, outcomes=outcomes))
    }


def lines(made, *others):
    shown = BeautifulSoup(would_change(place(made, *others), made), "lxml")
    return [" ".join(it.get_text().split()) for it in shown.select(".would-change > li")]


def test_one_unit_that_comes_out_otherwise_makes_a_confirmed_statement_hold_in_part():
    ways = found("confirmed", units("passed", "passed"))
    assert ways == {(2, False, "failed"): "partly", (2, True, "failed"): "refuted"}


def test_one_released_since_makes_it_outdated():
    outcomes = [*units("passed"), *units("passed", dated=LATE)]
    outcomes[1]["unit"] = "later"
    by_unit = {
        it.units: str(it.verdict) for it in turns(entry(verdict="confirmed", outcomes=outcomes))
    }
    assert by_unit[("later",)] == "outdated"
    assert by_unit[("unit-0",)] == "partly"


def test_a_unit_that_was_left_open_is_counted_if_it_came_to_something():
    ways = turns(entry(verdict="refuted", outcomes=units("failed", "untested")))
    one = {it.units: (it.outcome, it.verdict) for it in ways if not it.every}
    assert one == {("unit-0",): ("passed", "confirmed"), ("unit-1",): ("passed", "partly")}


def test_a_unit_to_which_the_statement_doesnt_apply_changes_nothing():
    assert found("confirmed", units("passed", "inapplicable")) == {(1, False, "failed"): "refuted"}


@pytest.mark.parametrize("outcome, can", [("passed", True), ("failed", False)])
def test_missing_evidence_can_change_only_what_passed(outcome, can):
    levels = [level(outcome=outcome), level("weights", "untested", "`--evidence weights` does it")]
    made = entry(outcomes=[unit("gpt2", outcome, levels)], controls=[])
    (said,) = [it for it in lines(made) if it.startswith("untested")]
    assert ("can still change it" in said) == can
    assert ("can’t" in said) != can


def test_controls_show_what_the_other_case_looks_like():
    tried = [control("with a ReLU", activation="relu"), control("other", "failed", "failed")]
    (said,) = [it for it in lines(entry(controls=tried)) if "controls" in it]
    assert said.startswith("passed")
    assert "with a ReLU: activation: relu" in said
    assert "other" not in said


def test_a_derived_claim_changes_with_what_it_follows_from():
    made = entry(verdict="confirmed", follows=["made_up/other"])
    assert lines(made, entry("made_up/other")) == ["GPT-2 is made up. refuted"]


def test_nothing_changes_what_cant_be_decided():
    made = undecidable()
    assert "No outcome here would" in would_change(place(made), made)
