"""Folders with more than one layout of weights: what is loaded is what is looked at."""

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

from claims._inspection.inspect import inspect
from tests.inspection.folders import restated, saved

TABLE, HEAD = "model.embed_tokens.weight", "lm_head.weight"


def sharded(folder):
    """A llama in shards under an index, with the numbers of all of them."""
    model = AutoModelForCausalLM.from_pretrained(saved("llama", folder))
    (folder / "model.safetensors").unlink()
    model.save_pretrained(folder, max_shard_size="12KB")
    shards = [load_file(it) for it in folder.glob("model-*.safetensors")]
    assert len(shards) > 2
    return {name: it for shard in shards for name, it in shard.items()}


@pytest.mark.parametrize("name", ["model.safetensors", "model-00099-of-00099.safetensors"])
def test_what_is_looked_at_is_what_the_library_loads(name, tmp_path):
    numbers = sharded(tmp_path)
    numbers[HEAD] = numbers[TABLE].clone()
    save_file(numbers, tmp_path / name, metadata={"format": "pt"})
    folder = restated(tmp_path, tie_word_embeddings=True)
    loaded = AutoModelForCausalLM.from_pretrained(folder)
    tied = torch.equal(loaded.lm_head.weight, loaded.model.embed_tokens.weight)
    assert tied is (name == "model.safetensors")
    found = inspect(str(folder)).properties
    assert (found["tied_embeddings"].value, found["tied_embeddings"].evidence) == (tied, "weights")
    assert found["stored_elements"].value == sum(it.numel() for it in numbers.values())
