"""GPT-2's tensors are stored with their class's own first word or without it: both say the same."""

from datetime import date

import pytest
from safetensors.torch import load_file, save_file

from claims._checkpoints.selection import select
from claims._checkpoints.weights.reads import Reads
from claims._checkpoints.weights.subject import Weights
from claims._core.control import Change
from claims._core.discovery import load_all
from claims._core.evaluate import run_unit
from claims._core.unit import Unit
from claims._core.words import Evidence
from claims._probes.models.reconcile import reconcile
from tests.running.stand_ins import folder

PREFIX = "transformer."
SHARED = "architecture/gpt2_shares_its_embedding_with_its_head"
UNTIED = "architecture/llama_unties_its_embeddings"
OWN = Unit("own", date(2024, 1, 1))
CLAIMS = (
    "architecture/gpt2_has_biases_everywhere",
    "architecture/gpt2_has_no_encoder",
    "architecture/gpt2_stacks_attention_feed_forward_and_norm",
    "feed_forward/gpt2_feed_forward_has_two_layers",
    "normalization/a_final_norm_comes_before_the_head",
)


def source(at, prefix, head="tied"):
    """The stand-in under either kind of names, its head stored with the embedding or instead."""
    own = at / OWN.name
    own.mkdir()
    (own / "config.json").write_bytes((folder("gpt2-stand-in") / "config.json").read_bytes())
    tensors = load_file(folder("gpt2-stand-in") / "model.safetensors")
    named = {prefix + it.removeprefix(PREFIX): tensor for it, tensor in tensors.items()}
    if head == "a copy":
        named["lm_head.weight"] = tensors[f"{PREFIX}wte.weight"].clone()
    if head == "alone":
        named["lm_head.weight"] = named.pop(f"{prefix}wte.weight")
    save_file(named, own / "model.safetensors")
    return select("recorded", [str(own)], reconcile, lambda _: None)


@pytest.mark.parametrize("head", ["tied", "a copy", "alone"])
@pytest.mark.parametrize("prefix", [PREFIX, ""], ids=["with it", "without it"])
def test_what_is_stored_is_found_under_both(prefix, head, tmp_path):
    made = source(tmp_path, prefix, head)
    levels = frozenset([Evidence.TENSORS])
    found = {it: run_unit(load_all()[it], OWN, made, levels).levels[0].outcome for it in CLAIMS}
    assert set(map(str, found.values())) == {"passed"}, found


@pytest.mark.parametrize("head", ["tied", "alone"])
def test_a_matrix_that_is_stored_once_is_shared_by_whichever_name(head, tmp_path):
    made, levels = source(tmp_path, PREFIX, head), frozenset([Evidence.TENSORS])
    for name, outcome in ((SHARED, "passed"), (UNTIED, "failed")):
        assert str(run_unit(load_all()[name], OWN, made, levels).levels[0].outcome) == outcome


def test_checksums_stand_under_the_names_of_the_authors_list(tmp_path):
    made = source(tmp_path, PREFIX)
    read = Weights.of(OWN, made, Change(), Reads(r"wpe\.weight"))
    assert list(dict(read.checksums())) == ["wpe.weight"]
