"""A norm before the head."""

import pytest
import torch

from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "opt", "cohere", "gemma2"])
def test_it_is_there(name):
    assert asked("final_norm", name).present


def test_the_first_gpt_has_none():
    assert not asked("final_norm", "openai-gpt").present


@pytest.mark.parametrize("name, path", [("gpt2", "ln_f"), ("llama-7b", "norm")])
def test_without_it_the_logits_grow(name, path):
    assert not asked("final_norm", name, (path, "identity")).present


def test_a_sign_keeps_the_logits_in_place_and_is_no_norm():
    class Sign(torch.nn.Module):
        def forward(self, hidden):
            return hidden.sign()

    model = Behaviour("gpt2", FACTS["gpt2"], patches=[("ln_f", lambda _: Sign())])
    assert not model.final_norm().present
