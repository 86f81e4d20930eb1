"""A norm before the head."""

import pytest

from tests.probes.asking import asked


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "opt", "cohere", "gemma2"])
def test_it_is_there(name):
    assert asked("final_norm", name).present


def test_the_first_gpt_has_none():
    assert not asked("final_norm", "openai-gpt").present


@pytest.mark.parametrize("name, path", [("gpt2", "ln_f"), ("llama-7b", "norm")])
def test_without_it_the_logits_grow(name, path):
    assert not asked("final_norm", name, (path, "identity")).present
