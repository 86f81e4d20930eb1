"""What reports say is data like any other: checked on the way in, cited on the way out."""

import pytest

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.report import Report
from claims._checkpoints.reports import FILE, parse, report_of
from claims._checkpoints.selection import recorded
from claims._core.control import Change
from claims._core.errors import Refused
from claims._core.observed import Untested
from claims._core.unit import Unit
from claims._core.words import Evidence

TEXT = FILE.read_text("utf-8")
EPOCH = catalogue()[0].released


def report(name: str) -> Report:
    return Report.of(Unit(name, EPOCH), recorded(), Change())


def test_every_generation_has_a_report_or_is_said_to_have_none() -> None:
    without = [it.id for it in catalogue() if report_of(it.generation).source is None]
    assert without == ["llama-3.2-1b", "llama-3.2-3b", "llama-3.3-70b"]


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("optimizer =", "optimiser =", "training.optimiser: expected one of optimizer"),
        ("where =", "page =", r"optimizer.page: expected one of where, says"),
        ('says = "2,000"', "says = 2000", "warmup_steps.says: expected a text, got 2000"),
        ('source = "gpt2-report"', 'source = "hearsay"', "gpt2: no source 'hearsay'"),
        ('source = "gpt2-report"\n', "", "gpt2: expected a title and a source"),
        ('"llama-3.2", ', "", "generations: expected each of"),
        ('["llama-2"]', '["llama-1"]', "generations: expected each of"),
        ("[reports.training]", "[reports.training", "reports.toml: "),
    ],
)
def test_what_is_wrong_is_refused_by_name(was: str, becomes: str, complaint: str) -> None:
    assert was in TEXT
    with pytest.raises(Refused, match=complaint):
        parse(TEXT.replace(was, becomes, 1))


def test_what_is_said_leans_on_the_paper_and_its_section() -> None:
    model = report("llama-7b")
    assert model.says("gradient_clipping") == {"gradient_clipping": "1.0 (LLaMA paper, §2.3)"}
    (lean,) = model.leans()
    assert (lean.fact, lean.evidence) == ("gradient_clipping", Evidence.PAPER)
    assert lean.origin == "LLaMA paper, §2.3"


def test_silence_is_a_reading_too() -> None:
    model = report("llama-65b")
    said = model.says("mixed_precision")["mixed_precision"]
    assert said == "not stated (LLaMA paper, §2.3–2.4)"
    assert [it.evidence for it in model.leans()] == [Evidence.PAPER]


def test_what_was_not_looked_up_is_named_and_leans_on_nothing() -> None:
    model = report("llama-2-7b")
    assert model.says("mixed_precision", "parallelism") == {
        "not_looked_up": ["mixed precision", "parallelism"]
    }
    assert model.leans() == []


def test_a_report_about_one_model_says_so() -> None:
    assert "for the 405B model" in report("llama-3-8b").says("warmup_steps")["warmup_steps"]


def test_a_generation_without_a_report_says_so() -> None:
    assert report("llama-3.3-70b").says("optimizer") == {"report": "none of its own"}


def test_an_unknown_word_names_those_that_there_are() -> None:
    with pytest.raises(LookupError, match=r"'colour'.*gradient_clipping"):
        report("gpt2").says("colour")


def test_a_model_outside_the_catalogue_has_no_known_report() -> None:
    class Elsewhere:
        def record(self, _: str) -> object:
            return recorded().record("gpt2")

    with pytest.raises(Untested, match="catalogue"):
        Report.of(Unit("mine", EPOCH), Elsewhere(), Change())


@pytest.mark.parametrize(
    ("name", "parts"),
    [("llama-7b", 1), ("llama-13b", 2), ("llama-30b", 4), ("llama-65b", 8), ("gpt2", None)],
)
def test_parts_are_counted_from_the_authors_list(name: str, parts: int | None) -> None:
    model = report(name)
    assert model.parts() == parts
    assert [it.evidence for it in model.leans()] == ([Evidence.CONFIG] if parts else [])
