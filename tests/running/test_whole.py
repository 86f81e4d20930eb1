"""Where GPUs are, a model is run whole by another library; here only the choice can be tried."""

from importlib.machinery import ModuleSpec

import pytest
import torch
from attrs import evolve

from claims._running import counterfactuals, whole
from tests.running.models import saved, some_windows
from tests.running.stand_ins import folder
from tests.weights.here import in_folder


@pytest.fixture
def machine(monkeypatch):
    def made(gpus, library):
        """A machine with so many bytes free on each of its GPUs."""
        monkeypatch.setattr(torch.cuda, "is_available", lambda: bool(gpus))
        monkeypatch.setattr(torch.cuda, "device_count", lambda: len(gpus))
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda it: (gpus[it], 10**12))
        spec = ModuleSpec("accelerate", None) if library else None
        monkeypatch.setattr(whole, "find_spec", lambda _: spec)

    return made


NEEDED = 4 * 10_000  # bytes, in single precision


class Stored:
    def names(self):
        return ("a", "b")

    def shape(self, name):
        return {"a": (90, 100), "b": (1_000,)}[name]


@pytest.mark.parametrize(
    "gpus, library, chosen",
    [
        ([2 * NEEDED], True, "whole"),
        ([0.6 * NEEDED, 0.6 * NEEDED], True, "whole"),
        ([0.5 * NEEDED, 0.55 * NEEDED], True, "streamed"),
        ([NEEDED], True, "streamed"),
        ([2 * NEEDED], False, "streamed"),
        ([], True, "streamed"),
    ],
)
def test_a_model_is_run_whole_only_with_the_library_and_where_all_of_it_fits(
    machine, monkeypatch, gpus, library, chosen
):
    machine(gpus, library)
    monkeypatch.setattr(counterfactuals, "run_whole", lambda *_: {"": "whole"})
    monkeypatch.setattr(counterfactuals, "streamed", lambda *_: {"": "streamed"})
    assert counterfactuals._losses(None, Stored(), None, []) == {"": chosen}


@pytest.mark.parametrize("gpus", [[2**40], []])
def test_what_a_run_will_read_is_known_before_on_gpus_too(machine, gpus):
    from transformers import AutoConfig

    machine(gpus, library=True)
    stored = in_folder(folder("llama-stand-in"))
    config = AutoConfig.from_pretrained(folder("llama-stand-in"))
    many = 1 + len(counterfactuals.fitting(config, stored))
    expected = many * stored.all_bytes if gpus else None
    assert counterfactuals.bytes_to_read(config, stored) == expected


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
        "local_files_only": True,
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
    saved("gpt2", tmp_path)
    stored, heard = in_folder(tmp_path), []
    stored = evolve(stored, on_bytes=heard.append)
    losses = whole.run_whole(stored, some_windows(), tried, load)
    assert len(loaded) == 3
    # What another library reads counts as often as it does.
    assert stored.bytes_read == sum(heard) == 3 * stored.all_bytes > 0
    assert len({float(it.sum()) for it in losses.values()}) == 3
