"""What running each checkpoint reads, and that nobody has, is told from records and results."""

from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views.overviews.running_costs import describe, draw, outcomes
from tests.views.made_up import entry, level, place, unit


def with_weights(*found):
    levels = [level(), *(level("weights", it) for it in found)]
    return entry(outcomes=[unit("gpt2", levels=levels)])


def test_every_checkpoint_has_a_row_with_its_bytes():
    rows = BeautifulSoup(draw(place()), "lxml").select("tbody tr")
    assert [it.th.get_text() for it in rows] == [it.id for it in catalogue()]
    bytes_read = rows[0].td.get_text()
    assert bytes_read == f"{4 * (124_439_808 + (50_257 + 1_024 + 2) * 768):,}"


def test_each_outcome_of_a_check_on_weights_is_told_once():
    entries = [with_weights("untested"), with_weights("untested"), with_weights("passed")]
    assert outcomes(entries, "gpt2") == ["untested", "passed"]
    assert outcomes(entries, "gpt2-xl") == []


def test_what_does_not_apply_is_left_out():
    assert outcomes([with_weights("inapplicable")], "gpt2") == []


def test_it_is_said_whether_anybody_has_run_them():
    said = "The real weights have been read or run for {} of the 19 checkpoints"
    nobody = said.format("none") + ": every check on them is untested."
    assert describe(place(with_weights("untested")))[0] == nobody
    assert describe(place(with_weights("passed")))[0] == said.format("1") + "."
    assert BeautifulSoup(draw(place()), "lxml").strong.get_text() == nobody


def test_in_words_it_is_a_checkpoint_a_line():
    lines = describe(place(with_weights("untested")))
    assert len(lines) == 1 + len(catalogue())
    assert lines[1].startswith("gpt2: 655")
    assert lines[1].endswith(" bytes, untested")
    assert lines[2].endswith("no check")
