"""What slices take is told from the record of it, and the record is what is measured."""

import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded
from claims._views.overviews.slices import checksums, describe, draw, read
from tests.hub.true_size import place as placed
from tests.views.made_up import place
from tests.weights.measuring import measured


def test_the_record_is_what_is_measured(tmp_path):
    (known,) = (it for it in read() if it.checkpoint == "llama-3.1-405b")
    found = measured(known.checkpoint, tmp_path / placed(tmp_path, known.checkpoint))
    assert round((found["peak"] - found["before"]) / 1e6) == pytest.approx(known.memory, abs=15)
    again = known.file_bytes, known.claims
    assert (found["file_bytes"], found["claims"]) == again, "python -m tests.weights"


def test_each_claim_is_a_row_that_leads_to_it():
    tables = BeautifulSoup(draw(place()), "lxml").select("tbody")
    assert len(tables) == len(read())
    largest = tables[-1].select("tr")
    assert largest[0].get_text() == read()[-1].words
    assert read()[-1].words.endswith(f", in {read()[-1].memory} MB of memory")
    assert all(it.a["href"].endswith("/") for it in largest[1:])


def test_in_words_each_checkpoint_and_claim_is_a_line():
    lines = describe(place())
    assert len(lines) == len(read()) + sum(len(it.claims) for it in read()) + 1


def test_of_which_checkpoints_checksums_are_known_is_told():
    listed = {
        it.id
        for it in catalogue()
        if any(each.checksums for each in Recorded().record(it.id).inventories)
    }
    said = checksums()
    assert f"is recorded of {', '.join(listed)}: {len(listed)} of {len(catalogue())} " in said
    assert describe(place())[-1] == said
    assert said in BeautifulSoup(draw(place()), "lxml").get_text()
