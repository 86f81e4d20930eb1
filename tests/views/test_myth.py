"""The belief on the home page: what it says, what came out, and that it might not have."""

from bs4 import BeautifulSoup

from claims._views.myth import myth
from tests.views.made_up import HOSTILE, control, entry, place, unit


def drawn(**changes):
    return BeautifulSoup(myth(place(entry(**changes)), "made_up/statement"), "lxml").section


def said(shown):
    """What stands beside each name."""
    return {
        it.get_text(): " ".join(it.find_next_sibling("dd").get_text().split())
        for it in shown.select("dt")
    }


def test_the_statement_leads_to_the_claims_page_beside_its_verdict_and_finding():
    shown = drawn()
    link = shown.select_one(".belief a")
    assert link.get_text() == "GPT-2 is made up."
    assert link["href"] == "../claims/made_up/statement/"
    assert shown.select_one(".verdict").get_text() == "refuted"
    assert "Write instead: GPT-2 is real." in shown.get_text()


def test_what_came_out_is_told_in_words_without_the_names_of_what_was_measured():
    units = [unit("gpt2", kind="gelu", size=1), unit("gpt2-xl", kind="gelu", size=2)]
    told = said(drawn(outcomes=units))["What came out"]
    assert told == "The statement failed on all 2 that it is about (gpt2, gpt2-xl)"


def test_units_that_came_out_otherwise_have_a_line_of_their_own():
    units = [unit("gpt2", "passed"), unit("gpt2-xl", "failed")]
    assert said(drawn(outcomes=units))["What came out"] == (
        "The statement passed on 1 of 2 that it is about (gpt2)"
        "The statement failed on 1 of 2 that it is about (gpt2-xl)"
    )


def test_the_proof_is_a_control_with_the_other_outcome_one_under_an_unchanged_config_first():
    tried = [control("altered") | {"kind": "Altered"}, control("patched")]
    told = said(drawn(controls=tried))["Can it come out otherwise?"]
    assert told == (
        "Yes. On patched it passed. Of its controls, where it is known beforehand what must come "
        "out, 2 of 2 came out as they must."
    )


def test_without_such_a_control_nothing_is_said_of_it():
    alike = [control(expect="failed", outcome="failed")]
    assert "Can it come out otherwise?" not in said(drawn(controls=alike))


def test_hostile_words_stay_text():
    shown = drawn(statement=HOSTILE, finding=HOSTILE, controls=[control(HOSTILE)])
    assert not shown.select("script")
    assert shown.get_text().count(HOSTILE) == 3
