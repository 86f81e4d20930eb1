"""What is said of a LLaMA whose rotation is scaled in a way that the catalogue hasn't."""

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
from claims._probes.reconcile import reconcile
from tests.hub import configs

BASE = "position_encoding/llama_rope_base_is_10_000"
ROTARY = "position_encoding/llama_positions_are_rotary"
REACH = "position_encoding/rotary_positions_reach_further"
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
