"""`pytest claims/ --junitxml` tells another program what came out, a property a thing."""

import pytest

from tests.surfaces.junit import properties_of
from tests.surfaces.test_pytest_plugin import house, run

__all__ = ["house"]


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_a_report_has_claim_outcome_verdict_and_evidence(pytester, house, processes):
    house()
    result = run(pytester, "claims", "--junitxml=report.xml", *processes)
    told = properties_of(pytester.path / "report.xml")
    assert {it["claim"] for it in told} == {"depth/few_layers"}
    assert {it["statement"] for it in told} == {"GPT-2 has 24 layers or fewer."}
    assert [it["outcome"] for it in told if "unit" in it] == ["passed"] * 2 + ["failed"] * 2
    (control,) = [it for it in told if "control" in it]
    assert (control["control"], control["expect"], control["outcome"]) == (
        "llama-7b",
        "failed",
        "failed",
    )
    (verdict,) = [it for it in told if "verdict" in it]
    assert verdict["verdict"] == "partly"
    assert verdict["coverage"] == "on 4 of 4"
    assert verdict["finding"] == "It has 12 to 48 layers."
    assert {it["evidence"] for it in told if "control" not in it} == {"config"}
    result.stdout.fnmatch_lines(["depth  1 partly"])


def test_what_says_nothing_has_no_property(pytester, house):
    house()
    run(pytester, "claims", "--junitxml=report.xml")
    told = properties_of(pytester.path / "report.xml")
    assert "" not in {value for it in told for value in it.values()}
    assert not [it for it in told if "reason" in it or "read" in it]


@pytest.mark.parametrize("chosen", [(), ("-k", "control"), ("-k", "xl")])
def test_every_test_tells_the_verdict_as_published_whatever_the_run_decides(
    pytester, house, chosen
):
    house()
    run(pytester, "claims", "--junitxml=report.xml", *chosen)
    told = properties_of(pytester.path / "report.xml")
    published = {(it["published_verdict"], it["published_evidence"]) for it in told}
    assert published == {("partly", "config")}
    assert bool([it for it in told if "verdict" in it]) == (chosen == ())


def test_what_this_run_finds_is_told_beside_what_is_published(pytester, house):
    house(verdict="refuted")
    run(pytester, "claims", "--junitxml=report.xml")
    told = properties_of(pytester.path / "report.xml")
    (verdict,) = [it for it in told if "verdict" in it]
    assert (verdict["verdict"], verdict["published_verdict"]) == ("partly", "refuted")


def test_a_claim_that_is_not_published_has_no_published_verdict(pytester, house):
    house(publish=False)
    run(pytester, "claims", "--junitxml=report.xml")
    assert not any("published_verdict" in it for it in properties_of(pytester.path / "report.xml"))
