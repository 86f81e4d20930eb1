"""Comparing what was measured with what was published."""

import pytest

from claims._core.errors import Refused
from claims._core.published import Published, PublishedUnit, differences, read, unit_differences

FAILED = "failed: tensors failed, behaviour failed, weights untested"


def claim(verdict="refuted", finding="It is learned.", **units):
    parsed = {name: PublishedUnit.parse(text) for name, text in units.items()}
    return Published(verdict, finding, parsed)


def test_an_outcome_is_read_back_as_it_was_written():
    assert str(PublishedUnit.parse(FAILED)) == FAILED


def test_the_same_is_no_difference():
    assert differences(claim(gpt2=FAILED), claim(gpt2=FAILED)) == []


def test_a_kind_that_was_not_run_is_not_compared():
    measured = PublishedUnit.parse("failed: tensors failed")
    assert unit_differences(measured, PublishedUnit.parse(FAILED)) == []


def test_what_could_have_run_and_did_not_is_a_difference():
    measured = PublishedUnit.parse("failed: tensors untested, behaviour failed")
    expected = ["by tensors: expected failed, measured untested"]
    assert unit_differences(measured, PublishedUnit.parse(FAILED)) == expected


@pytest.mark.parametrize("weights, count", [("failed", 0), ("passed", 1), ("cantTell", 1)])
def test_weights_that_somebody_has_may_agree_but_not_contradict(weights, count):
    measured = PublishedUnit.parse(f"failed: behaviour failed, weights {weights}")
    assert len(unit_differences(measured, PublishedUnit.parse(FAILED))) == count


@pytest.mark.parametrize(
    "measured, said",
    [
        (claim(verdict="confirmed", gpt2=FAILED), "verdict: expected refuted, measured confirmed"),
        (claim(finding="Other.", gpt2=FAILED), "measured 'Other.'"),
        (claim(gpt2="passed: tensors passed"), "by tensors: expected failed, measured passed"),
        (claim(gpt2=FAILED, extra=FAILED), "on extra: expected nothing published"),
        (claim(), "on gpt2: published, but no longer"),
        (claim(gpt2="failed: tensors failed"), "on gpt2 by behaviour: published, but no longer"),
    ],
)
def test_each_difference_is_named(measured, said):
    found = differences(measured, claim(gpt2=FAILED))
    assert any(said in it for it in found), found


@pytest.mark.parametrize(
    "text, said",
    [
        ("<<<<<<< ours", "the file: expected what"),
        ('["a/b"]\nfinding = "f"', "a/b: expected what"),
        ('["a/b"]\nverdict = "v"\nfinding = "f"\noutcomes = {x = "green"}', "a/b: .*green"),
        ('"a/b" = 1', "a/b: "),
    ],
)
def test_a_file_that_somebody_garbled_is_refused(tmp_path, text, said):
    (tmp_path / "published.toml").write_text(text)
    with pytest.raises(Refused, match=said):
        read(tmp_path / "published.toml")


def test_nothing_published_yet_reads_as_empty(tmp_path):
    assert read(tmp_path / "published.toml") == {}
