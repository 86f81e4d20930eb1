"""What is said of models of the families that are built as none in the catalogue is."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims._checkpoints.selection import select
from claims._core.discovery import load_all
from claims._core.evaluate import run_unit
from claims._core.result import UnitResult
from claims._core.unit import SOURCE_KNEW_UNTIL, Unit
from claims._core.words import Evidence
from claims._probes.models.reconcile import reconcile
from tests.hub import configs

BASE = "position_encoding/llama_rope_base_is_10_000"
ROTARY = "position_encoding/llama_positions_are_rotary"
REACH = "position_encoding/rotary_positions_reach_further"
SLOW = "position_encoding/llama3_scaling_slows_only_the_slow_pairs"
GROUPED = "attention/every_llama_uses_grouped_query_attention"
ATTENDED = "attention/a_token_attends_to_itself_and_all_before_it"
YARN = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64}
LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}
LINEAR = {"rope_type": "linear", "factor": 4.0}


def held(claim: str, folder: Path, **changed: Any) -> UnitResult:
    """How a claim's check on behaviour comes out on a small LLaMA."""
    small = {"hidden_size": 256, "num_hidden_layers": 2, "vocab_size": 512}
    model = folder / "model"
    model.mkdir()
    (model / "config.json").write_text(json.dumps(configs.LLAMA_TUNE | small | changed))
    chosen = select("recorded", [str(model)], reconcile)
    unit = Unit("model", SOURCE_KNEW_UNTIL)
    return run_unit(load_all()[claim], unit, chosen, frozenset({Evidence.BEHAVIOUR}))


@pytest.mark.parametrize("theta, outcome", [(10000.0, "passed"), (500000.0, "failed")])
@pytest.mark.parametrize("scaling", [None, LINEAR, LLAMA3], ids=str)
def test_the_base_is_told_under_every_scaling_that_has_a_formula(
    tmp_path: Path, scaling: Any, theta: float, outcome: str
) -> None:
    result = held(BASE, tmp_path, rope_scaling=scaling, rope_theta=theta)
    assert (result.outcome, result.observed) == (outcome, {"rope_theta": theta})


@pytest.mark.parametrize("claim", [BASE, ROTARY])
def test_what_yarn_makes_of_the_base_is_no_clear_answer(tmp_path: Path, claim: str) -> None:
    result = held(claim, tmp_path, rope_scaling=YARN)
    assert result.outcome == "cantTell"
    assert "rotary scaling 'yarn' has no formula here" in result.reason


def test_keys_under_yarn_are_not_said_to_stand_still(tmp_path: Path) -> None:
    result = held(REACH, tmp_path, rope_scaling=YARN)
    assert result.observed["rope_scaling"] == "yarn, factor 4"
    assert result.observed["wavelengths"][0] == pytest.approx(6.28)


@pytest.mark.parametrize(
    "scaling",
    [{"type": "linear", "factor": 4.0}, {"type": "linear", **LINEAR}, {"type": "default"}],
    ids=str,
)
def test_the_kind_of_a_scaling_is_read_under_its_older_key_too(
    tmp_path: Path, scaling: Any
) -> None:
    result = held(REACH, tmp_path, rope_scaling=scaling)
    said = None if scaling["type"] == "default" else "linear, factor 4"
    assert result.observed["rope_scaling"] == said


def test_heads_under_dynamic_scaling_are_wide_enough_for_it(tmp_path: Path) -> None:
    result = held(GROUPED, tmp_path, rope_scaling={"type": "dynamic", "factor": 4.0})
    assert result.observed["shared_by"] == 8


@pytest.mark.parametrize("claim", [SLOW, REACH])
def test_a_scaling_without_a_factor_is_no_reason_to_crash(tmp_path: Path, claim: str) -> None:
    result = held(claim, tmp_path, rope_scaling={"rope_type": "proportional"})
    assert result.outcome == "cantTell"


@pytest.mark.parametrize("window, kept", [(1, 0), (8, 7), (32, 31)])
def test_a_window_that_keeps_too_few_tokens_is_no_clear_answer(
    tmp_path: Path, window: int, kept: int
) -> None:
    as_mistral = {"architectures": ["MistralForCausalLM"], "model_type": "mistral"}
    result = held(ATTENDED, tmp_path, **as_mistral, sliding_window=window)
    assert result.outcome == "cantTell"
    assert f"of 32 tokens before, {kept} are kept" in result.reason
