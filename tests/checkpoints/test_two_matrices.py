"""What is told of a model whose config ties what its weights list twice."""

from datetime import date

import pytest

from claims._checkpoints.config import Config
from claims._checkpoints.selection import select
from claims._checkpoints.tensors import Tensors
from claims._core.control import Change
from claims._core.discovery import load_all
from claims._core.evaluate import run_unit
from claims._core.observed import Untested
from claims._core.unit import Unit
from claims._core.words import Evidence
from claims._probes.behaviour import Behaviour
from claims._probes.models.reconcile import reconcile
from tests.checkpoints.made_up import put, tiny_config, tiny_llama, tiny_llama_folder

UNTIED = "architecture/llama_unties_its_embeddings"
BOTH = r"model.safetensors: expected one of model\.embed_tokens\.weight and lm_head\.weight"
ASKED = {
    "the facts": lambda it: Config.of(*it).fact("tied_embeddings"),
    "the count by the config": lambda it: Config.of(*it).parameters,
    "the count of what is stored": lambda it: Tensors.of(*it).parameters,
    "the small model": lambda it: Behaviour.of(*it).tie(),
    "the class at full size": lambda it: Behaviour.of(*it).at_full_size(),
}


def model(folder, tied, tensors=None):
    """A model of one's own as a check asks for it."""
    put(tiny_llama_folder(folder, tensors), "config.json", tiny_config(tie_word_embeddings=tied))
    source = select("recorded", [str(folder)], reconcile)
    return Unit(folder.name, date(2024, 1, 1)), source


@pytest.mark.parametrize("asked", ASKED)
def test_what_rests_on_the_tie_is_left_open(asked, tmp_path):
    unit, source = model(tmp_path / "own", tied=True)
    with pytest.raises(Untested, match=BOTH):
        ASKED[asked]((unit, source, Change()))


def test_what_does_not_is_told(tmp_path):
    unit, source = model(tmp_path / "own", tied=True)
    asked = unit, source, Change()
    assert Config.of(*asked).fact("layers") == 3
    assert len(Tensors.of(*asked).names) == len(tiny_llama())
    assert Behaviour.of(*asked).accounted()


def test_neither_claim_about_it_is_decided_by_names(tmp_path):
    unit, source = model(tmp_path / "own", tied=True)
    for name in (UNTIED, "architecture/gpt2_shares_its_embedding_with_its_head"):
        levels = frozenset([Evidence.TENSORS, Evidence.BEHAVIOUR])
        made = run_unit(load_all()[name], unit, source, levels)
        assert {str(it.outcome) for it in made.levels} == {"untested"}


@pytest.mark.parametrize("tied", [True, False])
def test_a_config_that_says_what_is_stored_leaves_nothing_open(tied, tmp_path):
    stored = [it for it in tiny_llama() if not tied or it.name != "lm_head.weight"]
    unit, source = model(tmp_path / "own", tied, stored)
    for ask in ASKED.values():
        ask((unit, source, Change()))
    assert Behaviour.of(unit, source, Change()).tie().tied is tied
