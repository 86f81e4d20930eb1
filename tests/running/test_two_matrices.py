"""A tie that is stored twice is run as the library that loads it runs it."""

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM

from claims._running.streaming import AS_PUBLISHED, losses_of, streamed
from tests.running.models import saved, some_windows
from tests.weights.here import in_folder

EMBEDDINGS = {"gpt2": "transformer.wte.weight", "llama": "model.embed_tokens.weight"}


@pytest.mark.parametrize("other", [True, False], ids=["another head", "a copy"])
@pytest.mark.parametrize("kind", EMBEDDINGS)
def test_what_is_stored_twice_is_run_as_the_library_does(kind, other, tmp_path):
    saved(kind, tmp_path, tie_word_embeddings=True)
    tensors = load_file(tmp_path / "model.safetensors")
    embedding = tensors[EMBEDDINGS[kind]]
    tensors["lm_head.weight"] = embedding.flip(0).clone() if other else embedding.clone()
    save_file(tensors, tmp_path / "model.safetensors", metadata={"format": "pt"})
    tokens = some_windows()
    whole = AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    assert whole.get_output_embeddings().weight.equal(tensors["lm_head.weight"])
    with torch.no_grad():
        theirs = losses_of([whole(tokens).logits], tokens)
    config = AutoConfig.from_pretrained(tmp_path)
    ours = streamed(config, in_folder(tmp_path), tokens)[AS_PUBLISHED]
    # A mean of 23 losses of up to 100 or so, each off by the roundings of its sums.
    assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)
