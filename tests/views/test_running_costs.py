"""What running each checkpoint reads, and that nobody has, is told from records and results."""

from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views import running_took
from claims._views.overviews.running_costs import MEASURED, assumed, describe, draw, outcomes
from claims._views.place import Place
from tests.running.measuring import CASES
from tests.views.made_up import entry, level, place, unit
from tests.views.test_attestations import run, standing


def with_weights(*found):
    levels = [level(), *(level("weights", it) for it in found)]
    return entry(outcomes=[unit("gpt2", levels=levels)])


def test_every_checkpoint_has_a_row_with_its_bytes():
    rows = BeautifulSoup(draw(place()), "lxml").select("tbody tr")
    assert [it.th.get_text() for it in rows] == [it.id for it in catalogue()]
    bytes_read = rows[0].select("td")[1].get_text()
    assert bytes_read == f"{4 * (124_439_808 + (50_257 + 1_024 + 2) * 768):,}"


def test_what_came_out_stands_beside_the_name_where_a_phone_shows_it():
    first = BeautifulSoup(draw(place(with_weights("untested"))), "lxml").select_one("tbody tr")
    assert first.th.find_next_sibling().get_text(strip=True) == "untested"


def test_bytes_of_numbers_that_nothing_tells_the_width_of_are_said_to_be_assumed():
    (said,) = assumed()
    assert said.startswith("gpt2-large, gpt2-xl, llama-13b, llama-30b, llama-65b: ")
    assert said in describe(place())
    assert said in BeautifulSoup(draw(place()), "lxml").get_text()


def test_each_outcome_of_a_check_on_weights_is_told_once():
    entries = [with_weights("untested"), with_weights("untested"), with_weights("passed")]
    shown = place(*(it | {"id": f"made_up/{at}"} for at, it in enumerate(entries)))
    assert outcomes(shown, "gpt2") == ["untested", "passed"]
    assert outcomes(shown, "gpt2-xl") == []


def test_what_does_not_apply_is_left_out():
    assert outcomes(place(with_weights("inapplicable")), "gpt2") == []


def test_it_is_said_whether_anybody_has_run_them():
    said = "The real weights have been read or run for {} of the 19 checkpoints"
    nobody = said.format("none") + ": every check on them is untested."
    assert describe(place(with_weights("untested")))[0] == nobody
    assert describe(place(with_weights("passed")))[0] == said.format("1") + "."
    assert BeautifulSoup(draw(place()), "lxml").strong.get_text() == nobody


def test_in_words_it_is_a_checkpoint_a_line():
    lines = describe(place(with_weights("untested")))
    assert lines.index(MEASURED) == 1 + len(catalogue()) + len(assumed())
    assert lines[1].startswith("gpt2: 655")
    assert lines[1].endswith(", untested")
    assert lines[2].endswith("no check")


def attested(*standings):
    made = with_weights("untested")
    return Place({made["id"]: made}, "../", standings)


def test_what_somebody_attests_stands_in_place_of_untested():
    found = attested(standing(run(outcome="failed: weights failed"), source="folder"))
    assert outcomes(found, "gpt2") == ["failed"]
    said = "The real weights have been read or run for 1 of the 19 checkpoints."
    assert describe(found)[0] == said
    assert describe(found)[1].endswith(", failed")
    assert BeautifulSoup(draw(found), "lxml").strong.get_text() == said


def test_an_attestation_leaves_untested_what_it_does_not_show():
    of_weights = run(outcome="failed: weights failed")
    for it in (
        standing(of_weights, changed=["made_up/statement"]),
        standing(of_weights, misfits={"gpt2": "its record has changed since"}),
        standing(of_weights, endpoint="http://127.0.0.1:80"),
        standing(run(outcome="failed: config failed, weights untested")),
    ):
        assert outcomes(attested(it), "gpt2") == ["untested"]


def test_what_a_run_took_is_told_with_the_size_that_it_was_measured_on():
    took = running_took.read()
    assert [it.checkpoint for it in took] == list(CASES)
    said = describe(place())[-len(took) :]
    for it, words in zip(took, said, strict=True):
        more = (it.peak_bytes - it.before_bytes) / 1e6
        assert f"{it.tokens:,} tokens in {it.windows} window" in words
        assert f"{it.seconds:,} seconds on {it.processors} processors, and {more:,.0f} MB" in words
    assert said[0] in BeautifulSoup(draw(place()), "lxml").get_text()
