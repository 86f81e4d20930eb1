"""What is published as wrong says, in one sentence with measured values, what to write instead."""

import re
from string import Formatter

import pytest

from claims._core import published
from claims._core.discovery import load_all

CLAIMS = load_all()
WRONG = {
    claim_id: it.finding
    for claim_id, it in published.read().items()
    if it.verdict in ("refuted", "partly", "outdated") and claim_id in CLAIMS
}
# A point inside a number or a name, as in `Llama 3.1`, ends nothing.
SENTENCE = re.compile(r"[A-Z](?:[^.!?]|[.!?](?=\S))*\.")


def values(template):
    """What of a finding is computed."""
    return [name for _, name, _, _ in Formatter().parse(template) if name]


@pytest.mark.parametrize("claim_id", WRONG)
def test_a_wrong_statement_has_one_sentence_to_write_instead(claim_id):
    assert SENTENCE.fullmatch(WRONG[claim_id])


@pytest.mark.parametrize("claim_id", [it for it in WRONG if not CLAIMS[it].follows])
def test_that_sentence_takes_a_value_from_the_measurement(claim_id):
    assert values(CLAIMS[claim_id].finding)


@pytest.mark.parametrize(
    "text",
    ["", "GPT-2 is. So is LLaMA.", "GPT-2 is", "gpt2 is.", "It is 1.5 billion. No.", "Is it?"],
)
def test_what_is_no_single_sentence_is_found(text):
    assert not SENTENCE.fullmatch(text)


@pytest.mark.parametrize("text", ["GPT-2 has 1.5 billion.", "LLaMA 3.1, of 2024: 8, 70 and 405."])
def test_a_single_sentence_is_left_alone(text):
    assert SENTENCE.fullmatch(text)


def test_what_is_typed_is_no_value():
    assert values("It has 12 layers of {{it}}.") == []
    assert values("It has {layers:range} layers.") == ["layers"]


# Numbers in a row, of which the text says that each is of another size.
BY_SIZE = re.compile(r"(\d[\d,× ]*(?:, \d[\d,× ]*)* and \d[\d,× ]*)[^\d,]* by size")


@pytest.mark.parametrize(
    "claim_id",
    [it for it, one in CLAIMS.items() if "by size" in one.finding and len(one.about) == 4],
)
def test_numbers_by_size_are_as_many_as_the_sizes(claim_id):
    listed = BY_SIZE.search(published.read()[claim_id].finding)[1]
    assert len(re.split(r", (?=\d)| and ", listed)) == len(CLAIMS[claim_id].about)
