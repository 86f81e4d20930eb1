"""The verdict rule on each of its branches, and on statements that are awkward to judge."""

from datetime import date

import pytest

from claims._core.unit import SOURCE_KNEW_UNTIL, Unit
from claims._core.verdict import combine, coverage, decide
from claims._core.words import Outcome, Verdict

KNOWN = SOURCE_KNEW_UNTIL
LATER = date(2024, 4, 18)
P, F = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE, UNTESTED = Outcome.CANT_TELL, Outcome.INAPPLICABLE, Outcome.UNTESTED


def units(*outcomes):
    return [(Unit(f"unit-{i}", dated), it) for i, (dated, it) in enumerate(outcomes)]


@pytest.mark.parametrize(
    "outcomes, verdict",
    [
        pytest.param([], Verdict.UNCHECKED, id="no unit"),
        pytest.param([(KNOWN, UNTESTED)], Verdict.UNCHECKED, id="nothing run"),
        pytest.param([(KNOWN, CANT_TELL)], Verdict.UNCHECKED, id="nothing decided"),
        pytest.param([(KNOWN, INAPPLICABLE)], Verdict.UNCHECKED, id="nothing applies"),
        pytest.param([(KNOWN, P), (LATER, P)], Verdict.CONFIRMED, id="all passed"),
        pytest.param([(KNOWN, P), (LATER, F)], Verdict.OUTDATED, id="held when written"),
        pytest.param([(KNOWN, P), (LATER, F), (LATER, P)], Verdict.OUTDATED, id="later mixed"),
        pytest.param([(KNOWN, F), (LATER, F)], Verdict.REFUTED, id="all failed"),
        pytest.param([(LATER, F)], Verdict.REFUTED, id="only later ones, all failed"),
        pytest.param([(KNOWN, P), (KNOWN, F)], Verdict.PARTLY, id="mixed when written"),
        pytest.param([(KNOWN, F), (LATER, P)], Verdict.PARTLY, id="became true"),
        pytest.param([(LATER, P), (LATER, F)], Verdict.PARTLY, id="mixed, all later"),
        pytest.param([(KNOWN, P), (KNOWN, UNTESTED)], Verdict.CONFIRMED, id="one left open"),
        pytest.param([(KNOWN, INAPPLICABLE), (LATER, F)], Verdict.REFUTED, id="inapplicable drops"),
    ],
)
def test_each_branch(outcomes, verdict):
    assert decide(units(*outcomes)) is verdict


def test_the_last_day_that_the_source_knew_counts_as_known():
    assert Unit("llama-2-7b", date(2023, 7, 18)).known_to_source
    assert not Unit("the day after", date(2023, 7, 19)).known_to_source


@pytest.mark.parametrize(
    "levels, joined",
    [
        ([P, F, CANT_TELL], F),
        ([P, CANT_TELL], CANT_TELL),
        ([P, UNTESTED], P),  # weights that nobody has run don't count against what decided it
        ([F, UNTESTED], F),
        ([UNTESTED], UNTESTED),
        ([P, INAPPLICABLE], P),
        ([INAPPLICABLE, UNTESTED], UNTESTED),
        ([INAPPLICABLE], INAPPLICABLE),
        ([], UNTESTED),
    ],
)
def test_levels_join_in_the_stated_order(levels, joined):
    assert combine(levels) is joined


def test_coverage_counts_what_is_open_and_drops_what_does_not_apply():
    outcomes = units((KNOWN, P), (KNOWN, UNTESTED), (LATER, CANT_TELL), (LATER, INAPPLICABLE))
    covered = coverage(outcomes)
    assert str(covered) == "on 1 of 3"
    assert not covered.complete
    assert covered.untested == ("unit-1",)
    assert covered.cant_tell == ("unit-2",)


def test_a_verdict_without_gaps_is_complete():
    assert coverage(units((KNOWN, P), (LATER, INAPPLICABLE))).complete
