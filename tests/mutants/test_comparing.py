"""A claim notices a change by an outcome or its finding, and never by a crash."""

import pytest

from tests.mutants.comparing import agreeing, as_published, crashed, noticed
from tests.mutants.measuring import CRASHED


def told(outcome="passed", finding="So it is.", **more):
    return {
        "a/claim": {"outcomes": {"gpt2": outcome, "gpt2-xl": "passed"}, "finding": finding} | more
    }


def test_what_is_the_same_notices_nothing():
    assert noticed(told(), told()) == []
    assert noticed(as_published(), as_published()) == []


@pytest.mark.parametrize("changed", [told("failed"), told(finding="So it isn't.")])
def test_an_outcome_or_a_finding_notices(changed):
    assert noticed(changed, told()) == ["a/claim"]
    assert crashed(changed, told()) == []


def test_a_crash_notices_nothing_and_is_told():
    broken = told(CRASHED, finding="", refused="it raised")
    assert noticed(broken, told()) == []
    assert crashed(broken, told()) == ["a/claim"]


def test_a_crash_on_one_unit_hides_no_other():
    broken = told(CRASHED, finding="", refused="it raised")
    broken["a/claim"]["outcomes"]["gpt2-xl"] = "failed"
    assert noticed(broken, told()) == ["a/claim"]
    assert crashed(broken, told()) == []


def test_what_is_wrong_without_any_change_notices_none():
    assert agreeing(told(), told()) == told()
    assert agreeing(told("failed"), told()) == {}
    assert noticed(told("passed", "It may be."), {}) == []
