"""Which pages show what a file of data says, by the views that their cells call."""

import pytest

from claims._editing.showing import shows
from claims._pages.page import DOCS
from tests.editing.house import ROOT

PAGES = sorted(DOCS.glob("*.ipynb"))
SHOWN = {
    "mutants.toml": {"mutants"},
    "zoo.toml": {"mutants"},
    "counterfactuals.toml": {"real_weights"},
    "weights_running.toml": {"real_weights"},
    "weights_reading.toml": {"real_weights"},
    "survey.toml": {"survey"},
    "versions.toml": {"versions"},
    "hub_reading.toml": {"checkpoints"},
    "published.toml": set(),
}


@pytest.mark.parametrize("name, pages", SHOWN.items(), ids=SHOWN)
def test_a_file_is_shown_where_a_view_reads_it(name, pages):
    assert {it.stem for it in PAGES if shows(it, ROOT / "claims" / name)} == pages


@pytest.mark.parametrize("name", ["catalogue.toml", "records/llama-7b.toml"])
def test_records_and_the_catalogue_are_shown_where_checkpoints_are_compared(name):
    shown = {it.stem for it in PAGES if shows(it, ROOT / "claims/_checkpoints" / name)}
    assert {"calculator", "checkpoints", "compare", "real_weights"} <= shown
    assert not shown & {"mutants", "survey", "statements", "index"}


def test_what_others_ran_is_shown_where_runs_are_counted():
    folder = ROOT / "claims/attestations"
    shown = [{it.stem for it in PAGES if shows(it, on)} for on in (folder, folder / "a.toml")]
    assert shown == [{"real_weights"}, {"real_weights"}]


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_half_written_page_shows_nothing(tmp_path, text):
    (tmp_path / "half.ipynb").write_text(text)
    assert not shows(tmp_path / "half.ipynb", ROOT / "claims/zoo.toml")


def test_every_file_of_data_that_views_read_is_looked_for():
    own = {it.name for it in (ROOT / "claims").glob("*.toml")}
    assert own == {*SHOWN, "sources.toml"}
