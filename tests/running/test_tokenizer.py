"""The tokenizer lies beside the weights, or in the hub's cache with them; nothing is fetched."""

import os
import shutil
import subprocess
import sys

import pytest

from claims._core.errors import Refused
from claims._running.counterfactuals import tokenizer
from tests.hub.server import serving
from tests.running.stand_ins import folder
from tests.weights.here import in_folder


def test_weights_without_a_tokenizer_are_refused(tmp_path):
    shutil.copy(folder("gpt2-stand-in") / "config.json", tmp_path)
    shutil.copy(folder("gpt2-stand-in") / "model.safetensors", tmp_path)
    none = "expected a tokenizer beside the weights, found none"
    with pytest.raises(Refused, match=rf"^{none}$"):
        tokenizer(in_folder(tmp_path))


def test_a_tokenizer_that_is_broken_is_refused_without_where_the_folder_is(tmp_path):
    made = tmp_path / "broken"
    shutil.copytree(folder("llama-stand-in"), made)
    (made / "tokenizer_config.json").write_text("[]")
    with pytest.raises(Refused, match=r"^expected a .* transformers can load \(\w+\)$") as refusal:
        tokenizer(in_folder(made))
    assert str(tmp_path) not in str(refusal.value)


# Where the hub is, its library reads once in a process.
CACHED = """
import sys
from attrs import evolve
from claims._checkpoints.weights.remote import Remote
from claims._core.errors import Refused
from claims._running.counterfactuals import tokenizer
from tests.running.stand_ins import folder
from tests.weights.here import in_folder
stored = evolve(in_folder(folder("llama-stand-in")), reader=Remote("owner/tiny", sys.argv[1]))
try:
    print(type(tokenizer(stored)).__name__)
except Refused as refusal:
    print(refusal)
"""


@pytest.mark.parametrize(
    "without, said",
    [("nothing", "TokenizersBackend"), ("token*", "expected a tokenizer beside the weights, ")],
)
def test_of_the_hub_the_cached_one_is_taken_and_nothing_is_asked_for(without, said, tmp_path):
    known, cache = folder("llama-stand-in"), tmp_path / "hub/models--owner--tiny/snapshots"
    shutil.copytree(known, tmp_path / "published/owner/tiny")
    with serving(tmp_path / "published") as hub:
        commit = hub.commit("owner/tiny")
        shutil.copytree(known, cache / commit, ignore=shutil.ignore_patterns(without))
        env = {**os.environ, "HF_HOME": str(tmp_path), "HF_ENDPOINT": hub.url}
        ran = subprocess.run(
            [sys.executable, "-c", CACHED, commit], env=env, capture_output=True, text=True
        )
        assert ran.stdout.startswith(said), ran.stderr
        # The hub's library may ask about itself.
        assert not [it for it in hub.log if "owner/tiny" in it.path]
