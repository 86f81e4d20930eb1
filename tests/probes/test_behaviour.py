"""What a check is given: probes by name, facts that are counted, alterations that do something."""

import subprocess
import sys

import pytest

from claims._core.words import Evidence
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import probes
from tests.probes.structures import FACTS


def behaviour(name: str, **changes: object) -> Behaviour:
    return Behaviour(name, FACTS[name], **changes)  # type: ignore[arg-type]


def test_a_probe_is_a_file_that_measures() -> None:
    assert {"position_encoding", "rotation", "position_table"} <= set(probes())
    assert "shrink" not in probes()


def test_an_unknown_probe_names_those_that_there_are() -> None:
    with pytest.raises(AttributeError, match=r"'colour'.*rotation"):
        behaviour("gpt2").colour()


def test_a_probe_runs_once_for_all_checkpoints_of_one_structure() -> None:
    assert behaviour("gpt2").rotation() is behaviour("gpt2-xl").rotation()


def test_reading_a_fact_is_remembered_once() -> None:
    model = behaviour("llama-3.1-8b")
    assert model.evidence is Evidence.BEHAVIOUR
    assert model.facts_read == ["architecture"]
    assert model.fact("rope_theta") == model.fact("rope_theta") == 500000.0
    assert model.facts_read == ["architecture", "rope_theta"]


def test_an_unstated_fact_is_none_and_an_unknown_one_an_error() -> None:
    assert behaviour("llama-7b").stated("rope_scaling") is None
    with pytest.raises(LookupError, match="rope_thera"):
        behaviour("llama-7b").fact("rope_thera")


@pytest.mark.parametrize("word", ["norm_eps", "rms_norm_eps"])
def test_an_alteration_may_use_our_word_or_the_configs(word: str) -> None:
    model = behaviour("llama-7b", alteration={word: 1e-2})
    assert model.fact("norm_eps") == model.model.config.rms_norm_eps == 1e-2


def test_another_architecture_has_probes_and_no_facts() -> None:
    model = Behaviour.of_architecture("xglm")
    assert model.position_encoding() == "sinusoidal"
    assert model.stated("rope_theta") is None


def test_an_alteration_that_no_config_reads_is_refused() -> None:
    with pytest.raises(LookupError, match="use_magic"):
        behaviour("llama-7b", alteration={"use_magic": True})


def test_an_unlisted_setting_reaches_the_config() -> None:
    model = behaviour("llama-7b", alteration={"is_causal": False})
    assert model.model.config.is_causal is False


def test_importing_all_probes_does_not_import_torch() -> None:
    code = (
        "import importlib, sys\n"
        "from claims._probes.measuring import probes\n"
        "import claims._probes.behaviour, claims._probes.models.architecture\n"
        "for it in probes(): importlib.import_module(f'claims._probes.{it}')\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
