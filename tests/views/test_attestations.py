"""What others ran shows as theirs, and only what fits and is of the hub lifts `untested`."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.attestations.attestation import (
    HUB,
    Attestation,
    CheckpointRead,
    ClaimRun,
    Environment,
    UnitRun,
    WholeFile,
)
from claims._checkpoints.attestations.standing import Standing
from claims._checkpoints.catalogue import checkpoint
from claims._views.checkpoint_page import checkpoint_page
from claims._views.claim_page import claim_page
from claims._views.export import document
from claims._views.place import Place
from tests.views.made_up import HOSTILE, RUN_BY_A_BROWSER, entry, level, unit

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/claims.schema.json").read_text())
CLAIM = "made_up/statement"
AS_HERE = "failed: behaviour failed"
COMMIT = "b" * 40


def run(name="gpt2", outcome=AS_HERE, **rest):
    return UnitRun(name, outcome, **rest)


def standing(*runs, endpoint=HUB, misfits=(), changed=(), by="Ada", untested=None, source="hub"):
    read = CheckpointRead("gpt2", "openai-community/gpt2", COMMIT)
    if source == "folder":
        files = (WholeFile("model.safetensors", 548_105_171, "a" * 64),)
        read = CheckpointRead(read.id, read.repo, weights_bytes=76_800, weights=files)
    if untested:
        read = CheckpointRead("gpt2", "openai-community/gpt2", untested=untested)
    made = Attestation(
        by=by,
        on=date(2026, 11, 24),
        source=source,
        endpoint=endpoint if source == "hub" else None,
        environment=Environment("3.11.7", "Linux x86_64", {"torch": "2.13.0"}),
        checkpoints=(read,),
        claims=(ClaimRun(CLAIM, "a" * 64, runs or (run(),)),),
    )
    return Standing(made, dict(misfits), frozenset(changed))


def shown(*standings, of=None):
    made = of or entry()
    place = Place({made["id"]: made}, "../", standings)
    return BeautifulSoup(claim_page(place, made["id"]), "lxml")


def read(*standings):
    place = Place({}, "../", standings)
    page = BeautifulSoup(checkpoint_page(place, checkpoint("gpt2"), None), "lxml")
    return page.select_one("#read-on-the-hub").find_next_sibling("ul")


def untested(page):
    found = [it.get_text() for it in page.select("p.not-run") if "On the hub" in it.get_text()]
    return found[0] if found else ""


def rows(page):
    return [
        [it.get_text() for it in row.select("th, td")] for row in page.select(".attested tbody tr")
    ]


def test_until_somebody_ran_it_it_is_untested_with_what_would_tell():
    said = untested(shown())
    assert said.startswith("On the hub: untested. ")
    assert "claims verify --source hub --attest NAME" in said
    assert not shown().select(".attestation")


def test_who_ran_it_where_when_and_with_what_is_told():
    page = shown(standing(run(observed={"size": 4})))
    assert untested(page) == ""
    summary = page.select_one(".attestation summary").get_text()
    assert summary == "Run on the hub by Ada on 2026-11-24: 1 as here"
    assert rows(page) == [["gpt2", "failed", "size: 4", "the same"]]
    assert "Python 3.11.7, Linux x86_64, torch 2.13.0" in page.select_one(".attestation").get_text()


def test_what_came_out_otherwise_is_told():
    page = shown(standing(run(outcome="passed: behaviour passed")))
    assert page.select_one(".attestation summary").get_text().endswith("1 otherwise")
    (row,) = rows(page)
    assert row[3] == "by behaviour: expected failed, measured passed"


STALE = [
    ({"changed": [CLAIM]}, "the claim has changed since"),
    ({"misfits": {"gpt2": "its record has changed since"}}, "gpt2: its record has changed since"),
]


@pytest.mark.parametrize("changes, why", STALE)
def test_what_does_not_fit_any_more_is_told_as_that_and_leaves_it_untested(changes, why):
    page = shown(standing(**changes))
    assert untested(page)
    assert page.select_one(".attestation summary").get_text().endswith("1 not fitting")
    assert rows(page) == [["gpt2", "was failed", "", f"doesn’t fit: {why}"]]
    assert page.select_one(".attested .is-stale")
    assert not page.select(".attested .is-failed")


def test_what_was_read_elsewhere_is_told_with_its_address_and_leaves_it_untested():
    page = shown(standing(endpoint="http://127.0.0.1:8080"))
    assert untested(page)
    summary = page.select_one(".attestation summary").get_text()
    assert summary.startswith("Run from http://127.0.0.1:8080 (not the hub) by Ada")
    assert "on the hub" not in summary


def test_units_that_nobody_ran_stay_untested_by_name():
    made = entry(outcomes=[unit("gpt2"), unit("gpt2-xl")])
    assert untested(shown(standing(), of=made)).startswith("On the hub: untested on gpt2-xl. ")


def test_a_unit_that_the_claim_is_no_longer_about_does_not_fit():
    page = shown(standing(run(), run("gpt2-xl", checkpoints=("gpt2",))))
    assert rows(page)[1][3] == "doesn’t fit: the claim is no longer about it"


def test_what_could_not_be_read_is_untested_with_the_reason():
    of = standing(run("other", checkpoints=("gpt2",)), untested="gated: accept its terms")
    page = shown(of)
    assert untested(page)
    assert rows(page)[1] == ["gpt2", "untested", "gated: accept its terms", "–"]


def test_what_is_untested_here_is_run_there():
    open_here = unit("gpt2", "untested", levels=[level("weights", "untested")])
    page = shown(standing(run(outcome="failed: weights failed")), of=entry(outcomes=[open_here]))
    assert untested(page) == ""
    assert rows(page)[0][3] == "untested here"


def asked_of_weights(page):
    found = [it.get_text() for it in page.select("p.not-run")]
    return next((it for it in found if it.startswith("On the real weights: ")), "")


def test_real_weights_are_untested_until_somebody_ran_them_wherever_the_files_were():
    levels = [level(), level("weights", "untested")]
    made = entry(outcomes=[unit(levels=levels)])
    said = asked_of_weights(shown(of=made))
    assert "--source FOLDER --attest NAME --evidence weights" in said
    page = shown(standing(), of=made)
    assert (untested(page), bool(asked_of_weights(page))) == ("", True)
    of_files = standing(run(outcome="failed: weights failed"), source="folder")
    page = shown(of_files, of=made)
    assert asked_of_weights(page) == ""
    assert untested(page).startswith("On the hub: untested. ")
    summary = page.select_one(".attestation summary").get_text()
    assert summary == "Run on files in a folder by Ada on 2026-11-24: 1 as here"
    assert not asked_of_weights(shown())


def test_a_checkpoint_that_was_read_in_a_folder_says_how_much_of_it():
    said = read(standing(source="folder")).get_text()
    assert said.startswith("untested. ")
    assert said.endswith(
        "Read on files in a folder by Ada on 2026-11-24, no drift, 1 weights file; "
        "76,800 bytes of weights."
    )


def test_nothing_is_asked_of_a_claim_that_follows_or_is_run_on_nothing():
    for made in (entry(outcomes=[]), entry(follows=[CLAIM])):
        assert not shown(of=made).select("#run-by-others")


def test_a_checkpoint_that_nobody_read_is_untested_with_what_it_takes():
    said = read().get_text()
    assert said.startswith("untested. ")
    assert "claims verify --source hub --attest NAME gpt2" in said
    assert " requests and " in said


def test_a_checkpoint_is_read_by_somebody_on_a_day_without_drift():
    said = f"Read on the hub by Ada on 2026-11-24, no drift, at {COMMIT[:12]}."
    assert read(standing()).get_text() == said


@pytest.mark.parametrize(
    "of, words",
    [
        (
            standing(endpoint="http://127.0.0.1:8080"),
            "Read from http://127.0.0.1:8080 (not the hub) by",
        ),
        (standing(misfits={"gpt2": "it differed from the record in vocabulary"}), "in vocabulary"),
        (standing(untested="gated"), "Not read on the hub by Ada on 2026-11-24: gated"),
    ],
)
def test_what_does_not_count_is_told_and_leaves_a_checkpoint_untested(of, words):
    found = read(of)
    assert words in found.get_text()
    assert found.select(".is-untested")
    if of.misfits:
        assert "no drift" not in found.get_text()


def test_hostile_words_stay_text():
    of = standing(
        run("gpt2", observed={"x": HOSTILE}),
        run(HOSTILE, "untested: config untested", reason=HOSTILE, checkpoints=("gpt2",)),
        by=HOSTILE,
        misfits={"gpt2": HOSTILE},
    )
    assert not shown(of).select(RUN_BY_A_BROWSER)
    assert shown(of).get_text().count(HOSTILE) >= 5
    assert not read(of).select(RUN_BY_A_BROWSER)


@pytest.mark.parametrize(
    "of, counts, agrees",
    [
        (standing(), True, True),
        (standing(run(outcome="passed: behaviour passed")), True, False),
        (standing(changed=[CLAIM]), False, None),
        (standing(endpoint="http://127.0.0.1:1"), False, True),
        (standing(run(outcome="failed: weights failed"), source="folder"), True, False),
        (standing(run(outcome="untested: behaviour untested", reason="a")), False, None),
    ],
)
def test_the_export_has_every_attestation_as_its_schema_says(of, counts, agrees):
    exported = json.loads(json.dumps(document([entry(), entry("made_up/other")], standings=[of])))
    jsonschema.validate(exported, SCHEMA)
    (one,) = exported["claims"][0]["attestations"]
    assert (one["by"], one["on"], one["endpoint"]) == ("Ada", "2026-11-24", of.attestation.endpoint)
    assert one["counts"] is counts
    assert one["outcomes"][0]["agrees"] is agrees
    assert bool(one["outcomes"][0]["stale"]) == bool(of.changed)
    assert exported["claims"][1]["attestations"] == []
