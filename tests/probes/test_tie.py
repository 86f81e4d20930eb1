"""One matrix or two, by what a score does."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", FACTS)
def test_checkpoints(name):
    assert asked("tie", name).tied is FACTS[name]["tied_embeddings"]


@pytest.mark.parametrize("name, tied", [("bloom", True), ("gptj", False), ("cohere", True)])
def test_other_architectures(name, tied):
    assert asked("tie", name).tied is tied


def test_a_head_of_its_own_is_seen_under_the_same_config():
    assert not asked("tie", "gpt2", ("lm_head", "untied")).tied


@pytest.mark.parametrize("by", [-1.0, 2.0])
def test_a_head_that_only_follows_the_embedding_is_not_the_same_matrix(by):
    def follow(head):
        class Following(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.weight = head.weight
                self.own = torch.randn_like(head.weight) if by > 0 else 0

            def forward(self, hidden):
                return hidden @ (by * self.weight + self.own).T

        return Following()

    model = Behaviour("gpt2", FACTS["gpt2"], patches=[("lm_head", follow)])
    with pytest.raises(CantTell, match="isn't made by it"):
        model.tie()
