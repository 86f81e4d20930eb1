"""A text decoder within a larger model: its tensors have a word for that part in their names."""

import json

import pytest
from transformers import (
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    LlavaConfig,
    LlavaForConditionalGeneration,
)

from claims._inspection.inspect import inspect
from tests.inspection.folders import SMALL, restated

SIGHT = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "image_size": 28,
    "patch_size": 14,
}
PARTS = {
    "gemma3": (Gemma3Config, Gemma3ForConditionalGeneration, "gemma3_text", "siglip_vision_model"),
    "llava": (LlavaConfig, LlavaForConditionalGeneration, "llama", "clip_vision_model"),
}


def larger(kind, folder):
    config, model, text, sight = PARTS[kind]
    both = config(
        text_config=SMALL["llama"] | {"model_type": text, "pad_token_id": 0},
        vision_config=SIGHT | {"model_type": sight},
        image_token_id=98,
    )
    model(both).save_pretrained(folder)
    return folder


def of_text(folder, **settings):
    table = json.loads((folder / "config.json").read_text("utf-8"))["text_config"]
    return restated(folder, text_config=table | settings)


@pytest.mark.parametrize("kind", PARTS)
def test_the_tensors_of_a_part_decide_its_sizes(kind, tmp_path):
    found = inspect(str(larger(kind, tmp_path)))
    assert found.disagreements == ()
    for name in ("parameters", "layers", "hidden_size", "feed_forward_size", "vocabulary"):
        assert found.properties[name].evidence == "tensors"
    assert found.properties["parameters"].why == "of the text decoder alone"


@pytest.mark.parametrize(
    ("stated", "open_"),
    [
        ({"num_hidden_layers": 1}, "layers"),
        ({"num_hidden_layers": 3}, "layers"),
        ({"vocab_size": 120}, "vocabulary"),
        ({"intermediate_size": 50}, "feed_forward_size"),
    ],
)
def test_what_the_tensors_of_a_part_contradict_is_left_open(stated, open_, tmp_path):
    found = inspect(str(of_text(larger("llava", tmp_path), **stated))).properties
    sizes = ("layers", "hidden_size", "feed_forward_size", "vocabulary")
    assert {it for it in sizes if found[it].evidence is None} == {open_}
    assert found["parameters"].evidence is None
