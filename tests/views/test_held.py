"""What is told of a model that was held against its family: grouped, aligned and harmless."""

import pytest
from attrs import evolve

from claims._checkpoints.fact import Fact
from claims._checkpoints.foreign import Foreign
from claims._checkpoints.source import Recorded
from claims._core.published import Published, PublishedUnit
from claims._core.words import Evidence, Outcome
from claims._views.held import held_lines

MODEL = Foreign(Recorded().record("llama-2-7b"))


def row(outcome="passed", family="passed", **rest):
    return {
        "model": "mine",
        "claim": "made_up/it",
        "statement": "It is so.",
        "outcome": outcome,
        "family": family,
        "by_name": False,
        "observed": {"layers": 4},
        "evidence": ["config"],
        "reason": "",
        **rest,
    }


def told(*rows, model=MODEL):
    return list(held_lines("mine", model, rows))


@pytest.mark.parametrize(
    "outcome, family, heading",
    [
        ("failed", "passed", "differs from its family"),
        ("passed", "failed", "differs from its family"),
        ("failed", "failed", "as all of its family"),
        ("passed", "", "as some of its family, and not as others"),
        ("cantTell", "passed", "can't be told, or doesn't apply"),
        ("inapplicable", "passed", "can't be told, or doesn't apply"),
    ],
)
def test_a_claim_stands_under_what_it_came_to_beside_its_family(outcome, family, heading):
    lines = told(row(outcome, family))
    assert lines[lines.index("") + 1] == heading


def test_what_is_said_of_some_checkpoints_by_name_tells_nothing_of_a_family():
    lines = told(row("failed", "", by_name=True), row("untested", "", by_name=True, reason="why"))
    assert lines[0] == "claims about llama held against it: 2; by name 1, not told 1"
    assert lines[lines.index("") + 1] == "said of some checkpoints by name"


def test_what_differs_comes_first_and_all_is_counted_and_aligned():
    lines = told(row(), row("failed"), row("untested", "", observed={}, reason="no file"))
    counts = "differing 1, as all of its family 1, not told 1"
    assert " ".join(lines).startswith(f"claims about llama held against it: 3; {counts}")
    statements = [it for it in lines if "It is so." in it]
    assert [it.split()[0] for it in statements] == ["failed", "passed", "untested"]
    assert {it.index("It is so.") for it in statements} == {16}
    assert f"{'':16}made_up/it: layers: 4 (config)" in lines
    assert f"{'':16}made_up/it: no file" in lines


def test_rows_of_others_are_left_out():
    assert told(row(model="other"), {"section": "scale", "verdict": "partly"})[0] == (
        "no claim was run on it"
    )


def test_words_from_outside_steer_no_terminal_and_fit_its_width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = told(row(observed={"kind": "\x1b[31m" + "red " * 40}))
    assert not any("\x1b" in it for it in lines)
    assert max(map(len, lines)) <= 60


def test_what_no_claim_could_notice_is_named():
    facts = MODEL.record.facts
    architecture = evolve(facts["architecture"], value="MistralForCausalLM")
    window = Fact(4096, Evidence.CONFIG, "config.json")
    record = evolve(MODEL.record, facts={**facts, "architecture": architecture, "window": window})
    said = " ".join(told(model=Foreign(record, own_code=True)))
    assert "a window of 4,096 is in its config: none of llama has any" in said
    assert "what is told here is of transformers' own MistralForCausalLM" in said


def test_of_a_tie_that_is_stored_twice_no_number_of_parameters_is_told():
    record = Recorded().record("llama-2-7b")
    tie = ("lm_head.weight = model.embed_tokens.weight",)
    made = evolve(record, reconciliation=evolve(record.reconciliation, ties=tie))
    lines = told(row(), model=Foreign(made))
    said = " ".join(lines)
    assert "a LlamaForCausalLM what depends on a tie is untested: " in said
    assert "expected one of model.embed_tokens.weight and lm_head.weight" in said


@pytest.mark.parametrize(
    "outcomes, among, all_of_them",
    [
        ("passed passed", "ab", Outcome.PASSED),
        ("passed failed", "ab", None),
        ("passed failed", "a", Outcome.PASSED),
        ("failed untested", "ab", Outcome.FAILED),
        ("cantTell cantTell", "ab", None),
    ],
)
def test_a_family_is_of_one_kind_where_all_that_was_decided_is(outcomes, among, all_of_them):
    units = {
        name: PublishedUnit(Outcome(it), {})
        for name, it in zip("ab", outcomes.split(), strict=True)
    }
    assert Published("partly", "", units).unanimous(set(among)) is all_of_them
