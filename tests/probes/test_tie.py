"""One matrix or two, by what a score does."""

import pytest

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
