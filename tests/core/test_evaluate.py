"""Running claims: outcomes, controls, crashes, and the statements that are awkward to judge."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from claims import Both, Config, Family, Observed, gpt2, llama, pair, pairs, snapshot, snapshots
from claims._checkpoints.selection import recorded
from claims._core.claim import Check, Claim
from claims._core.control import Control, EditedSnapshot
from claims._core.discovery import load_all, load_each
from claims._core.errors import ClaimError
from claims._core.evaluate import EVERYTHING, conclude_derived, run_control, run_unit
from claims._core.observed import CantTell, Inapplicable, Shown, Untested
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.words import Evidence, Outcome, Verdict

KNOWN, LATER = date(2023, 1, 1), date(2024, 6, 1)


class Said:
    """A subject that is only the unit's name."""

    evidence = Evidence.CONFIG

    def __init__(self, name):
        self.name = name

    @classmethod
    def of(cls, unit, source, change):
        return cls(unit.name)

    def leans(self):
        return []


def run_claim(claim, source):
    return Run(source, source, EVERYTHING).claim(claim)


def claim_of(check, *units, subject=Said, finding="found", **rest):
    path = Path(__file__)
    return Claim("said", path, 1, tuple(units), finding, checks=[Check(check, subject)], **rest)


def control(expect, on="other"):
    from claims._core.control import Change

    return Control(on, Unit(on, KNOWN), Outcome(expect), Change())


def test_a_check_gives_one_outcome_a_unit():
    claim = claim_of(lambda it: Observed(it.name == "a", name=it.name), Unit("a", KNOWN))
    result = run_unit(claim, claim.about[0], None)
    assert (result.outcome, result.observed) == (Outcome.PASSED, {"name": "a"})
    assert result.evidence == [Evidence.CONFIG]


@pytest.mark.parametrize(
    "error, outcome",
    [
        (CantTell("two readings"), Outcome.CANT_TELL),
        (Inapplicable("not a decoder"), Outcome.INAPPLICABLE),
        (Untested("no file"), Outcome.UNTESTED),
    ],
)
def test_a_check_that_cannot_say_keeps_its_reason(error, outcome):
    def check(it):
        raise error

    result = run_unit(claim_of(check), Unit("a", KNOWN), None)
    assert (result.outcome, result.reason) == (outcome, error.reason)


def test_a_crash_is_an_error_of_the_claim_and_names_the_line():
    def check(it):
        return Observed(it.no_such_thing)

    with pytest.raises(
        ClaimError, match=r"test_evaluate\.py:\d+: check raised AttributeError on a"
    ):
        run_unit(claim_of(check), Unit("a", KNOWN), None)


def test_a_crash_in_a_control_is_never_a_failed_control():
    def check(it):
        raise KeyError("missing")

    with pytest.raises(ClaimError, match="raised KeyError"):
        run_control(claim_of(check), control("failed"), None)


@pytest.mark.parametrize("ending", [SystemExit(0), GeneratorExit(), pytest.skip.Exception("no")])
def test_a_check_that_would_end_whoever_runs_it_is_an_error_of_the_claim(ending):
    def check(it):
        raise ending

    claim = claim_of(check, Unit("a", KNOWN))
    told = rf"test_evaluate\.py:\d+: check raised {type(ending).__name__} on a"
    with pytest.raises(ClaimError, match=told):
        run_unit(claim, claim.about[0], None)


def test_who_interrupts_a_check_is_obeyed():
    def check(it):
        raise KeyboardInterrupt

    claim = claim_of(check, Unit("a", KNOWN))
    with pytest.raises(KeyboardInterrupt):
        run_unit(claim, claim.about[0], None)


def test_a_truthy_value_is_not_an_observation():
    with pytest.raises(ClaimError, match="takes True or False first, got int"):
        run_unit(claim_of(lambda it: Observed(1)), Unit("a", KNOWN), None)
    with pytest.raises(ClaimError, match="returns Observed"):
        run_unit(claim_of(lambda it: True), Unit("a", KNOWN), None)


def test_an_observed_value_that_json_cannot_hold_is_refused_by_name():
    with pytest.raises(ClaimError, match=r"an observed value is plain .* got <object"):
        run_unit(claim_of(lambda it: Observed(True, seen=object())), Unit("a", KNOWN), None)


def test_what_is_not_finite_is_put_into_words():
    claim = claim_of(lambda it: Observed(True, seen=[float("inf")]), Unit("a", KNOWN))
    assert run_unit(claim, claim.about[0], None).observed == {"seen": ["inf"]}


@pytest.mark.parametrize("always", [True, False])
def test_a_claim_that_only_comes_out_one_way_is_refused(always):
    claim = claim_of(lambda it: Observed(always), Unit("a", KNOWN))
    claim.controls = (control("passed"),)
    with pytest.raises(ClaimError, match="never seen to come out both ways"):
        run_claim(claim, None)


@pytest.mark.parametrize("finding, told", [("found", "found"), ("{nothing} was found", "")])
def test_elsewhere_a_claim_is_not_refused_for_what_is_lacking(finding, told):
    claim = claim_of(lambda it: Observed(True), Unit("a", KNOWN), finding=finding)
    result = Run(None, None, EVERYTHING, elsewhere=True).claim(claim)
    assert (result.verdict, result.finding) == (Verdict.CONFIRMED, told)


def test_a_control_that_comes_out_otherwise_says_so():
    claim = claim_of(lambda it: Observed(it.name == "a"), Unit("a", KNOWN))
    result = run_control(claim, control("passed"), None)
    assert result.outcome is Outcome.FAILED
    assert not result.as_declared


def test_a_finding_that_names_what_nothing_observed_is_an_error():
    claim = claim_of(lambda it: Observed(it.name == "a"), Unit("a", KNOWN), finding="{theta}")
    claim.controls = (control("failed"),)
    with pytest.raises(ClaimError, match="finding names theta"):
        run_claim(claim, None)


def test_a_demonstration_is_shown_and_decides_nothing():
    claim = claim_of(
        lambda it: Shown(seen=1), Unit("a", KNOWN), undecidable="no way", finding="{seen}"
    )
    result = run_claim(claim, None)
    assert (result.verdict, result.finding) == (Verdict.UNDECIDABLE, "1")
    assert result.units[0].observed == {"seen": 1}


def derived_from(**verdicts):
    """A claim that follows from others with these verdicts."""
    from claims._core.result import ClaimResult
    from claims._core.verdict import Coverage

    covered = Coverage(1, 1)
    unit = SimpleNamespace(unit=Unit("a", KNOWN), evidence=[Evidence.CONFIG], levels=())
    known = {
        name: ClaimResult(name, Verdict(verdict), covered, "", (unit,), ())
        for name, verdict in verdicts.items()
    }
    return conclude_derived(claim_of(None, follows=tuple(verdicts)), known)


@pytest.mark.parametrize(
    "one, other, verdict",
    [
        ("confirmed", "confirmed", "confirmed"),
        ("confirmed", "refuted", "refuted"),
        ("confirmed", "partly", "refuted"),
        ("confirmed", "outdated", "refuted"),
        ("confirmed", "undecidable", "unchecked"),
        ("refuted", "unchecked", "refuted"),
    ],
)
def test_a_derived_claim_passes_exactly_if_all_that_it_follows_from_do(one, other, verdict):
    assert derived_from(one=one, other=other).verdict == verdict


SOURCE_DAY, TODAY = date(2023, 7, 18), date(2024, 12, 31)


def test_there_is_no_llama_3_held_when_it_was_written():
    on = snapshots("llama", SOURCE_DAY, TODAY)

    def check(family):
        return Observed(not any(it.startswith("llama-3") for it in family.generations))

    claim = claim_of(check, *on, subject=Family)
    threes = [name for name in on[1].members if name.startswith("llama-3")]
    claim.controls = (snapshot(on[1], without=threes, expect="passed"),)
    result = run_claim(claim, recorded())
    assert result.verdict is Verdict.OUTDATED
    assert result.controls[0].as_declared
    assert isinstance(result.controls[0].control.change, EditedSnapshot)


def test_7_to_65_billion_held_of_the_first_generation_alone():
    def check(family):
        sizes = sorted(member.parameters for member in family.members)
        return Observed(round(sizes[0] / 1e9) == 7 and round(sizes[-1] / 1e9) == 65, sizes=sizes)

    on = snapshots("llama", date(2023, 2, 24), SOURCE_DAY, TODAY)
    result = run_claim(claim_of(check, *on, subject=Family), recorded())
    assert [it.outcome for it in result.units] == ["passed", "failed", "failed"]
    assert result.verdict is Verdict.PARTLY
    # Nothing is published of the weights of three of the four, so the config is what it rests on.
    assert result.evidence[0] is Evidence.CONFIG


def test_a_negation_passes_where_what_it_denies_is_absent():
    def check(model):
        return Observed(model.stated("rope_theta") is None)

    claim = claim_of(check, *gpt2, subject=Config)
    claim.controls = (control("failed", "llama-7b"),)
    assert run_claim(claim, recorded()).verdict is Verdict.CONFIRMED


def test_every_llama_shares_key_value_heads_is_partly_true_both_then_and_now():
    def check(model):
        return Observed(model.fact("kv_heads") < model.fact("query_heads"))

    claim = claim_of(check, *llama, subject=Config)
    claim.controls = (control("failed", "gpt2"),)
    result = run_claim(claim, recorded())
    assert result.verdict is Verdict.PARTLY
    assert result.coverage.of == len(llama)
    # What LLaMA 1's files leave open is a default of the code, and that is its weakest link.
    assert result.units[0].evidence[0] is Evidence.CODE


def test_llama_handles_longer_sequences_is_about_pairs():
    def check(both):
        longer = both.checkpoint.fact("context") > both.baseline.fact("context")
        return Observed(longer, context=both.checkpoint.fact("context"))

    claim = claim_of(check, *pairs("llama", "gpt2-xl"), subject=Both, finding="{context}")
    claim.controls = (
        pair("gpt2-medium", "gpt2-xl", expect="failed"),
        pair("llama-7b", "gpt2-xl", context=512, expect="failed"),
    )
    result = run_claim(claim, recorded())
    assert all(it.as_declared for it in result.controls)
    assert result.verdict is Verdict.CONFIRMED
    assert result.finding == "2,048, 4,096, 8,192 and 131,072"
    assert result.units[0].unit.name == "llama-7b against gpt2-xl"


def test_gpt2_is_four_checkpoints_and_llama_fifteen():
    assert [len(gpt2), len(llama)] == [4, 15]


def test_a_claim_that_cannot_be_loaded_keeps_no_other_from_it(tmp_path):
    section = tmp_path / "claims" / "made_up"
    section.mkdir(parents=True)
    good = "good = undecidable('G.', because='B.', sources=['rope-paper'])"
    (section / "good.py").write_text(f"from claims import undecidable\n{good}\n")
    (section / "bad.py").write_text("(")
    orphan = "orphan = derived('O.', follows=['made_up/bad'], finding='F.')"
    (section / "orphan.py").write_text(f"from claims import derived\n{orphan}\n")
    loaded, refused = load_each(tmp_path / "claims")
    assert list(loaded) == ["made_up/good"]
    assert sorted(it.path.name for it in refused) == ["bad.py", "orphan.py"]
    with pytest.raises(ClaimError, match=r"bad\.py:1: no valid Python"):
        load_all(tmp_path / "claims")
