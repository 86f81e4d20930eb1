"""Every activation that transformers has a name for: none is called by another's."""

import pytest
from transformers.activations import ACT2FN

from claims._inspection import network
from claims._inspection.inspect import inspect
from claims._inspection.subject import Subject, told
from claims._inspection.target import find
from tests.inspection.folders import restated, saved, written

WORDS = {
    "gelu": "gelu",
    "gelu_python": "gelu",
    "gelu_fast": "gelu-tanh",
    "gelu_new": "gelu-tanh",
    "gelu_pytorch_tanh": "gelu-tanh",
    "gelu_python_tanh": "gelu-tanh",
    "gelu_accurate": "gelu-tanh",
    "leaky_relu": "leaky-relu",
    "linear": "identity",
    "mish": "mish",
    "quick_gelu": "gelu-quick",
    "relu": "relu",
    "relu2": "relu-squared",
    "sigmoid": "sigmoid",
    "silu": "silu",
    "swish": "silu",
    "tanh": "tanh",
}
# Clipped, with a trained parameter, or of a form that has no word here.
OPEN = ("gelu_10", "relu6", "hardswish", "laplace", "sqrtsoftplus", "prelu", "xielu")
SMALL = {"n_layer": 1, "n_embd": 64, "n_head": 4, "vocab_size": 99, "n_positions": 64}


@pytest.mark.parametrize("stated", sorted(ACT2FN))
def test_none_is_called_by_another_name(stated, tmp_path):
    folder = written("gpt2", tmp_path, **SMALL, activation_function=stated)
    subject = Subject(find(str(folder)))
    found = told(network.activation, subject)
    assert found.value == WORDS.get(stated)
    assert (stated in OPEN) is (found.value is None)
    assert found.value is None or network.disagreements(subject) == []
    assert found.value or found.why


@pytest.mark.parametrize("stated", OPEN)
@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_whether_it_is_gated_is_told_without_its_name(kind, stated, tmp_path):
    own = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 99}
    settings = (
        {**SMALL, "activation_function": stated}
        if kind == "gpt2"
        else {**own, "hidden_act": stated}
    )
    found = inspect(str(written(kind, tmp_path, **settings))).properties
    assert (found["activation"].value, found["gated"].value) == (None, kind == "llama")


def test_a_clipped_one_is_said_to_be_another_far_from_zero(tmp_path):
    folder = saved("llama", tmp_path, hidden_act="gelu_10")
    why = inspect(str(folder)).properties["activation"].why
    assert why == "its activation is gelu near zero, but not for large numbers"


def test_a_stated_one_without_a_word_disagrees_all_the_same(tmp_path):
    folder = restated(saved("gpt2", tmp_path), hidden_act="gelu_10")
    said = [it.sentence for it in inspect(str(folder)).disagreements]
    assert said == ["the config states hidden_act 'gelu_10'; the network has gelu-tanh"]
