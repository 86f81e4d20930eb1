"""Token by token, from the cache, and all at once."""

import pytest

from tests.probes.asking import asked
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", [*FACTS, "opt", "bloom", "phi3"])
def test_decoding_goes_on_from_the_cache(name):
    assert asked("step_by_step", name).autoregressive


@pytest.mark.parametrize("patch", ["no_mask", "forgetful"])
@pytest.mark.parametrize("name, path", [("gpt2", "attn"), ("llama-7b", "self_attn")])
def test_it_fails_without_mask_or_cache(name, path, patch):
    assert asked("step_by_step", name, (path, patch)).apart > 0.1
