"""The comparison, the picture, the tally and the texts are drawn from what was observed."""

import json
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views.comparison import comparison, table_of
from claims._views.export import document
from claims._views.picture import picture
from claims._views.pictures import position_encoding
from claims._views.tally import counts, tally
from claims._views.text import claim_text, comparison_text, tally_text
from tests.views.made_up import HOSTILE, entry, level, place, undecidable, unit

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/claims.schema.json").read_text())
WAVES = "position_encoding/rotary_positions_reach_further"


def soup(html):
    return BeautifulSoup(html, "lxml")


def waves(name, longest, context=2048):
    return unit(name, "cantTell", wavelengths=[6.28, 100.0, longest], context=context)


def test_the_comparison_has_a_row_for_every_checkpoint():
    rows = soup(comparison(place(), "made_up", {"size": "Size"})).select("tbody tr")
    assert [it.th.get_text() for it in rows] == [it.id for it in catalogue()]


def test_the_strongest_evidence_decides_a_cell():
    levels = [level("config", size=1), level("tensors", rests_on=["config"], size=2)]
    (row, *_) = table_of([entry(outcomes=[unit(levels=levels)])], {"size": "Size"})
    assert row.cells["size"].value == 2
    assert row.cells["size"].evidence == ("config", "tensors")


def test_a_cell_leads_to_its_claim_and_names_its_weakest_link():
    made = place(entry(outcomes=[unit(size=1024)]))
    cell = soup(comparison(made, "made_up", {"size": "Size"})).select_one("tbody td")
    assert cell.a["href"] == "../claims/made_up/statement/"
    assert cell.a.get_text() == "1,024"
    assert cell.small.get_text() == "config"


def test_what_nobody_observed_is_a_dash():
    shown = soup(comparison(place(), "made_up", {"size": "Size"}))
    assert {it.get_text() for it in shown.select("tbody td")} == {"–"}


def test_checkpoints_that_turn_alike_share_a_line():
    units = [waves("llama-7b", 5e4), waves("llama-13b", 5e4), waves("llama-3-8b", 2e6, 8192)]
    curves = position_encoding.curves_of([undecidable(WAVES, outcomes=units)])
    assert [it.names for it in curves] == [("llama-7b", "llama-13b"), ("llama-3-8b",)]
    assert [it.contexts for it in curves] == [(2048,), (8192,)]


def test_a_whole_generation_goes_by_its_name():
    names = [it.id for it in catalogue() if it.generation == "llama-3"]
    units = [waves(it, 2e6) for it in names]
    (curve,) = position_encoding.curves_of([undecidable(WAVES, outcomes=units)])
    assert curve.names == ("llama-3",)


def test_a_picture_has_a_title_and_a_description():
    made = place(undecidable(WAVES, outcomes=[waves("llama-7b", 5e4)]))
    drawn = soup(picture(made, "position_encoding")).svg
    named = drawn["aria-labelledby"].split()
    assert [drawn.find(id=it).name for it in named] == ["title", "desc"]
    assert "llama-7b: 6.28 to 50,000 tokens" in drawn.desc.get_text()


def test_a_section_without_a_picture_is_named():
    with pytest.raises(LookupError, match="made_up"):
        picture(place(), "made_up")


def test_a_tally_counts_in_the_order_of_the_vocabulary():
    made = [undecidable(), entry(), entry("made_up/b", verdict="confirmed")]
    assert list(counts(made).items()) == [("confirmed", 1), ("refuted", 1), ("undecidable", 1)]
    shown = soup(tally(place(*made), made))
    assert len(shown.select(".tally-claims a")) == 3


def test_texts_name_themselves_in_their_first_line():
    made = place(entry())
    assert claim_text(entry()).startswith("claim made_up/statement\n")
    assert comparison_text(made, "made_up", {"size": "Size"}).startswith("comparison made_up\n")
    assert tally_text("made_up", [entry()]).startswith("tally made_up\n")


def test_a_stored_text_holds_no_rounding_noise():
    made = entry(outcomes=[unit(noise=0.12345, whole=10000.0, many=[0.5] * 9, word="yes")])
    text = claim_text(made)
    assert "gpt2: failed (whole: 10,000, word: yes)" in text
    assert "0.12" not in text


@pytest.mark.parametrize("made", [entry(), undecidable(), entry(statement=HOSTILE, hedged="may")])
def test_the_export_is_as_its_schema_says(made):
    exported = json.loads(json.dumps(document([made])))
    jsonschema.validate(exported, SCHEMA)
    assert [it["id"] for it in exported["checkpoints"]] == [it.id for it in catalogue()]


@pytest.mark.parametrize("change", [{"verdict": "true"}, {"outcomes": [{}]}, {"new": 1}])
def test_the_schema_can_refuse(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document([entry(**change)]), SCHEMA)


def test_every_name_of_the_export_is_documented():
    told = (Path(__file__).parents[2] / "docs/claims_json.md").read_text()
    names = [*SCHEMA["properties"]]
    for kind in ("claim", "checkpoint"):
        names += SCHEMA["$defs"][kind]["properties"]
    assert [it for it in names if f"`{it}`" not in told] == []
