"""Where GPUs are, a model is run whole by another library; here only the choice can be tried."""

from importlib.machinery import ModuleSpec

import pytest
import torch

from claims._running import counterfactuals, whole
from tests.running.models import saved, some_windows


@pytest.fixture
def machine(monkeypatch):
    def made(gpu, library):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: gpu)
        spec = ModuleSpec("accelerate", None) if library else None
        monkeypatch.setattr(whole, "find_spec", lambda _: spec)

    return made


@pytest.mark.parametrize(
    "gpu, library, chosen",
    [(True, True, "whole"), (True, False, "streamed"), (False, True, "streamed")],
)
def test_a_model_is_run_whole_only_with_a_gpu_and_the_library(
    machine, monkeypatch, tmp_path, gpu, library, chosen
):
    machine(gpu, library)
    monkeypatch.setattr(counterfactuals, "run_whole", lambda *_: {"": "whole"})
    monkeypatch.setattr(counterfactuals, "streamed", lambda *_: {"": "streamed"})
    assert counterfactuals._losses(None, None, None, []) == {"": chosen}


def test_it_is_asked_for_in_32_bits_parted_over_what_there_is(monkeypatch):
    import transformers

    asked = {}

    class Loader:
        @staticmethod
        def from_pretrained(location, **more):
            asked.update(more, location=location)
            return torch.nn.Identity()

    class Stored:
        location, revision = "owner/name", "abc"

    monkeypatch.setattr(transformers, "AutoModelForCausalLM", Loader)
    whole.load(Stored())
    assert asked == {
        "location": "owner/name",
        "revision": "abc",
        "device_map": "auto",
        "dtype": torch.float32,
        "attn_implementation": "eager",
    }


def test_it_is_loaded_anew_for_each_alternative(tmp_path):
    from claims._running.alternative import alternative

    loaded = []

    def load(_):
        loaded.append(saved("gpt2", tmp_path))
        return loaded[-1]

    tried = [alternative("relu"), alternative("no_mask")]
    losses = whole.run_whole(None, some_windows(), tried, load)
    assert len(loaded) == 3
    assert len({float(it.sum()) for it in losses.values()}) == 3
