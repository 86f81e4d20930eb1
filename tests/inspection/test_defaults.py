"""What no file states is a default of the config's class, and told as one."""

import pytest
from safetensors.torch import save_file

from claims._inspection.defaults import STATED
from claims._inspection.inspect import inspect
from tests.inspection.folders import LARGE, restated, saved, written


def evidences(folder, names=STATED):
    found = inspect(str(folder)).properties
    return {it: found[it].evidence for it in names}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("layers", "num_hidden_layers"),
        ("query_heads", "num_attention_heads"),
        ("vocabulary", "vocab_size"),
        ("context", "max_position_embeddings"),
    ],
)
def test_what_the_file_leaves_out_is_a_default(name, key, tmp_path):
    folder = written("llama", tmp_path, **LARGE)
    assert set(evidences(folder).values()) == {"config"}
    found = evidences(restated(folder, **{key: None}))
    assert found == dict.fromkeys(STATED, "config") | {name: "code"}


def test_a_size_under_its_class_s_own_name_or_a_common_one_is_stated(tmp_path):
    folder = written("gpt2", tmp_path)
    assert evidences(folder, ["context", "layers"]) == {"context": "config", "layers": "config"}
    common = {"n_positions": None, "max_position_embeddings": 512, "n_layer": None}
    found = evidences(restated(folder, **common), ["context", "layers"])
    assert found == {"context": "config", "layers": "code"}


def test_a_default_that_tensors_bear_out_is_decided_by_them(tmp_path):
    folder = restated(saved("gpt2", tmp_path, n_layer=12), n_layer=None)
    assert evidences(folder, ["layers"]) == {"layers": "tensors"}


def test_a_file_without_tensors_has_no_precision(tmp_path):
    folder = restated(written("llama", tmp_path, **LARGE), dtype="float16")
    save_file({}, folder / "model.safetensors")
    found = inspect(str(folder)).properties["dtype"]
    assert (found.value, found.evidence) == ("float16", "config")
