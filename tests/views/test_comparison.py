"""The comparison, the picture, the tally and the texts are drawn from what was observed."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views.comparison import comparison, table_of
from claims._views.export import document
from claims._views.picture import picture
from claims._views.pictures import wavelengths
from claims._views.tally import counts, tally, tally_by_section
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
    curves = wavelengths.curves_of(undecidable(WAVES, outcomes=units))
    assert [it.names for it in curves] == [("llama-7b", "llama-13b"), ("llama-3-8b",)]
    assert [it.contexts for it in curves] == [(2048,), (8192,)]


def test_a_whole_generation_goes_by_its_name():
    names = [it.id for it in catalogue() if it.generation == "llama-3"]
    units = [waves(it, 2e6) for it in names]
    (curve,) = wavelengths.curves_of(undecidable(WAVES, outcomes=units))
    assert curve.names == ("Llama 3",)


def test_a_picture_has_a_title_and_a_description():
    made = place(undecidable(WAVES, outcomes=[waves("llama-7b", 5e4)]))
    drawn = soup(picture(made, "wavelengths")).svg
    named = drawn["aria-labelledby"].split()
    assert [drawn.find(id=it).name for it in named] == ["title", "desc"]
    assert "llama-7b: 6.28 to 50,000 tokens" in drawn.desc.get_text()


@pytest.mark.parametrize("name", ["made_up", "a.b", "wavelengths.b", "", "a b"])
def test_a_picture_that_is_not_there_is_named(name):
    with pytest.raises(LookupError, match=f"no picture '{name}'") as raised:
        picture(place(), name)
    assert type(raised.value) is LookupError


SHEET = (Path(__file__).parents[2] / "docs/stylesheets/claims.css").read_text()


def test_no_two_curves_look_alike():
    units = [waves(f"model-{it}", 10.0**it) for it in range(3, 11)]
    drawn = soup(picture(place(undecidable(WAVES, outcomes=units)), "wavelengths"))
    looks = [" ".join(it["class"]) for it in drawn.select("path.curve")]
    assert len(set(looks)) == 8
    for name in {name for look in looks for name in look.split()}:
        assert f".{name}" in SHEET


def test_a_unit_without_a_context_has_a_curve_and_no_mark():
    known, without = waves("llama-7b", 5e4), waves("llama-3-8b", 2e6)
    del without["observed"]["context"]
    entries = [undecidable(WAVES, outcomes=[known, without])]
    drawn = soup(picture(place(*entries), "wavelengths"))
    assert len(drawn.select("path.curve")) == 2
    assert len(drawn.select("circle")) == 1
    assert wavelengths.describe(place(*entries))[1].endswith("trained context not observed")


def test_each_context_is_named_at_the_end_of_its_own_line():
    contexts = (2048, 4096, 8192, 131072)
    units = [waves(f"model-{it}", 10.0 * it, it) for it in contexts]
    drawn = soup(picture(place(undecidable(WAVES, outcomes=units)), "wavelengths"))
    lines = [
        float(it["d"].split()[1].partition("H")[0]) for it in drawn.select("path.context[d*=H]")
    ]
    names = {it.get_text(): float(it["y"]) for it in drawn.select(".context-name")}
    for context, line in zip(contexts, lines, strict=True):
        assert abs(names[f"{context:,}"] - 4 - line) < 14
    labels = sorted(float(it["y"]) for it in drawn.select(".context-name, .name"))
    assert min(b - a for a, b in pairwise(labels)) > 10


def test_a_tally_counts_in_the_order_of_the_vocabulary():
    made = [undecidable(), entry(), entry("made_up/b", verdict="confirmed")]
    assert list(counts(made).items()) == [("confirmed", 1), ("refuted", 1), ("undecidable", 1)]
    shown = soup(tally(place(*made), made))
    assert len(shown.select(".tally-claims a")) == 3


def test_a_stale_verdict_is_not_counted_as_current():
    made = [entry(), entry("made_up/b", stale=True)]
    assert list(counts(made).items()) == [("refuted", 1), ("stale", 1)]
    assert tally(place(*made), made).count("is-stale") == 2


def test_the_tally_of_all_has_a_line_for_each_section_that_has_claims():
    made = place(entry(), undecidable(), entry("other/a"), entry("unnamed/a"))
    titles = {"other": HOSTILE, "made_up": "Made up", "empty": "Empty"}
    shown = soup(tally_by_section(replace(made, titles=titles)))
    lines = shown.select(".tally-sections > li")
    assert [it.find().get_text() for it in lines] == [HOSTILE, "Made up", "unnamed", "All"]
    assert [it.a["href"] if it.a else None for it in lines][:3] == [
        "../other/",
        "../made_up/",
        None,
    ]
    assert [it.get_text() for it in lines[3].select(".verdict")] == ["3 refuted", "1 undecidable"]
    assert not shown.select("script")


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


REFUSED = [
    {"verdict": "true"},
    {"outcomes": [{}]},
    {"new": 1},
    {"checked_at": "yesterday"},
    {"checked_at": "2026-11-23"},
    {"key": "zz"},
]


@pytest.mark.parametrize("change", REFUSED)
def test_the_schema_can_refuse(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document([entry(**change)]), SCHEMA)


def test_the_schema_is_called_as_the_file_that_it_is_published_in():
    assert (Path(__file__).parents[2] / "docs" / SCHEMA["$id"]).is_file()


def test_every_name_of_the_export_is_documented():
    told = (Path(__file__).parents[2] / "docs/claims_json.md").read_text()
    names = [*SCHEMA["properties"]]
    for kind in ("claim", "checkpoint"):
        names += SCHEMA["$defs"][kind]["properties"]
    assert [it for it in names if f"`{it}`" not in told] == []


def test_a_curve_that_ends_early_is_named_at_its_own_end():
    long, short = waves("llama-7b", 5e4), waves("llama-3.2-1b", 5e4)
    del short["observed"]["wavelengths"][1]
    drawn = soup(picture(place(undecidable(WAVES, outcomes=[long, short])), "wavelengths"))
    ends = {}
    for it in drawn.select("path.curve"):
        ends[it["class"][1]] = float(it["d"].replace("M", "L").split("L")[-1].split()[0])
    for name in drawn.select("text.name"):
        beside = float(name["x"]) - ends[name["class"][-1]]
        assert 0 < beside <= 10, name.get_text()
