"""From published files to a record: precedence, confirmation, pins."""

import hashlib
import json
from pathlib import Path

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.formats.params_json import feed_forward_size
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.record import RecordError, dump
from claims._checkpoints.recording import make, make_foreign
from claims._checkpoints.vocabulary import untranslate
from tests.checkpoints.made_up import (
    PARAMS,
    PUBLISHED,
    hub,
    put,
    tiny_config,
    tiny_llama,
    tiny_llama_folder,
)


def test_a_folder_of_its_own_gives_facts_inventory_and_hashes(tmp_path):
    record = make_foreign("tiny", tiny_llama_folder(tmp_path / "tiny"))
    assert record.value("hidden_size") == 8
    assert record.facts["kv_heads"].evidence == "config"
    assert (record.value("head_width"), record.facts["head_width"].evidence) == (4, "code")
    assert record.inventory.names() == [it.name for it in tiny_llama()]
    config = (tmp_path / "tiny/config.json").read_bytes()
    assert record.files[0].sha256 == hashlib.sha256(config).hexdigest()
    assert record.files[0].tie == "as found in the folder"


def test_only_known_keys_get_into_a_record(tmp_path):
    record = make_foreign("tiny", tiny_llama_folder(tmp_path / "tiny"))
    assert "hf_made_up" not in dump(record)
    scaling = {"rope_type": "linear", "factor": 8.0, "secret": "hf_made_up"}
    put(tmp_path / "scaled", "config.json", tiny_config(rope_scaling=scaling))
    scaled = make_foreign("scaled", tmp_path / "scaled")
    assert scaled.value("rope_scaling") == {"rope_type": "linear", "factor": 8.0}


def test_the_keys_of_transformers_5_are_read_too(tmp_path):
    rope = {"rope_type": "default", "rope_theta": 500000.0}
    config = tiny_config(torch_dtype=None, dtype="bfloat16", rope_parameters=rope)
    put(tmp_path, "config.json", config)
    record = make_foreign("new", tmp_path)
    assert (record.value("dtype"), record.value("rope_theta")) == ("bfloat16", 500000.0)
    assert "rope_scaling" not in record.facts


LINEAR = {"rope_type": "linear", "factor": 2.0}
YARN = {"rope_type": "yarn", "factor": 2.0, "original_max_position_embeddings": 8}
TWICE = [
    {"rope_theta": 5.0, "rope_parameters": {"rope_type": "default", "rope_theta": 7.0}},
    {"rope_theta": 5.0, "rope_scaling": LINEAR | {"rope_theta": 7.0}},
    {"rope_theta": 5.0, "rope_parameters": LINEAR},
    {"rope_scaling": None, "rope_parameters": LINEAR | {"rope_theta": 7.0}},
    {"rope_scaling": {}, "rope_parameters": LINEAR | {"rope_theta": 7.0}},
    {"rope_scaling": LINEAR, "rope_parameters": {"rope_type": "default", "rope_theta": 7.0}},
    {"rope_theta": 5.0, "rope_scaling": {"rope_type": "default"}, "rope_parameters": LINEAR},
    {"rope_scaling": YARN, "original_max_position_embeddings": 16},
    {"rope_parameters": YARN, "original_max_position_embeddings": 16},
    {"rope_scaling": LINEAR, "original_max_position_embeddings": 16},
    {"torch_dtype": "float32", "dtype": "float16"},
    {"torch_dtype": "float32", "dtype": None},
]


@pytest.mark.parametrize("twice", TWICE, ids=str)
def test_what_a_config_states_twice_is_read_as_transformers_reads_it(tmp_path, twice):
    from transformers import AutoConfig, AutoModelForCausalLM

    plain = tiny_config(rope_theta=None, rope_scaling=None, torch_dtype=None)
    put(tmp_path, "config.json", plain | twice)
    values = make_foreign("twice", tmp_path).values
    # What stands beside the table gets into it only as the model is built.
    theirs = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(tmp_path)).config
    rotation = theirs.rope_parameters
    assert values["rope_theta"] == rotation["rope_theta"]
    scaling = values.get("rope_scaling", {"rope_type": "default"})
    assert scaling == {key: it for key, it in rotation.items() if key in scaling}
    assert values.get("dtype") in (None, str(theirs.dtype).removeprefix("torch."))


def test_a_gpt2s_sizes_are_read_by_their_further_names_too(tmp_path):
    from transformers import AutoConfig

    config = json.loads((PUBLISHED / "tiny-gpt2/config.json").read_text())
    more = {"num_hidden_layers": config["n_layer"] + 1, "max_position_embeddings": 5}
    put(tmp_path, "config.json", config | more)
    values, theirs = make_foreign("tiny", tmp_path).values, AutoConfig.from_pretrained(tmp_path)
    assert (values["layers"], values["context"]) == (theirs.n_layer, theirs.n_positions)
    assert (values["layers"], values["context"]) == (more["num_hidden_layers"], 5)


def test_the_precision_is_read_off_the_tensors_where_no_config_states_it(tmp_path):
    folder = tiny_llama_folder(tmp_path / "tiny")
    put(folder, "config.json", tiny_config(torch_dtype=None))
    fact = make_foreign("tiny", folder).facts["dtype"]
    assert (fact.value, fact.evidence) == ("float16", "tensors")


def test_gpt2_without_n_inner_follows_the_rule():
    record = make_foreign("tiny-gpt2", PUBLISHED / "tiny-gpt2")
    fact = record.facts["feed_forward_size"]
    assert (fact.value, fact.evidence) == (32, "code")
    assert "4 × hidden_size" in fact.origin
    assert (record.value("tied_embeddings"), record.value("kv_heads")) == (True, 2)


@pytest.mark.parametrize("stated", [True, False])
def test_a_gpt2_that_divides_its_scores_by_the_layer_is_read_with_that(stated, tmp_path):
    config = json.loads((PUBLISHED / "tiny-gpt2/config.json").read_text())
    put(tmp_path, "config.json", config | {"scale_attn_by_inverse_layer_idx": stated})
    record = make_foreign("tiny", tmp_path)
    assert record.value("scores_divided_by_layer") is stated
    assert untranslate("gpt2", record.values)["scale_attn_by_inverse_layer_idx"] is stated


@pytest.mark.parametrize("stated", [1, "true", [True]])
def test_what_is_no_yes_or_no_is_refused_there(stated, tmp_path):
    config = json.loads((PUBLISHED / "tiny-gpt2/config.json").read_text())
    put(tmp_path, "config.json", config | {"scale_attn_by_inverse_layer_idx": stated})
    with pytest.raises(PublishedFileError, match="`scale_attn_by_inverse_layer_idx`: expected"):
        make_foreign("tiny", tmp_path)


@pytest.mark.parametrize(
    "facts, width",
    [
        ((4096, 256, None), 11008),
        ((5120, 256, None), 13824),
        ((6656, 256, None), 17920),
        ((8192, 256, None), 22016),
        ((4096, 1024, 1.3), 14336),
        ((8192, 4096, 1.3), 28672),
    ],
)
def test_the_width_follows_from_its_multiple(facts, width):
    words = ("hidden_size", "feed_forward_multiple_of", "feed_forward_multiplier")
    stated = {word: it for word, it in zip(words, facts, strict=True) if it is not None}
    assert feed_forward_size(stated) == width


def test_a_rule_confirms_what_an_own_config_states(tmp_path):
    record = make(checkpoint("llama-2-7b"), hub(tmp_path))
    fact = record.facts["feed_forward_size"]
    assert (fact.value, fact.evidence) == (24, "config")
    assert fact.confirmed_by == ("meta-llama/Llama-2-7b/params.json",)
    assert record.facts["vocabulary"].file == "meta-llama/Llama-2-7b-hf/config.json"


@pytest.mark.parametrize("changes", [{"dim": 16}, {"multiple_of": 16}], ids=["stated", "by rule"])
def test_own_files_that_disagree_are_refused_naming_both(tmp_path, changes):
    put(hub(tmp_path) / "meta-llama/Llama-2-7b", "params.json", PARAMS | changes)
    with pytest.raises(PublishedFileError) as refusal:
        make(checkpoint("llama-2-7b"), tmp_path)
    assert "meta-llama/Llama-2-7b/params.json" in str(refusal.value)
    assert "meta-llama/Llama-2-7b-hf/config.json" in str(refusal.value)


def test_an_own_file_wins_over_a_sibling_and_the_dispute_is_noted(tmp_path):
    put(tmp_path / "meta-llama/Llama-2-70b-hf", "config.json", tiny_config())
    put(tmp_path / "meta-llama/Llama-2-70b-chat-hf", "config.json", tiny_config(rms_norm_eps=1e-6))
    fact = make(checkpoint("llama-2-70b"), tmp_path).facts["norm_eps"]
    assert fact.value == 1e-5
    assert fact.disputed_by == ("meta-llama/Llama-2-70b-chat-hf/config.json: 1e-06",)


def test_a_sibling_alone_is_used_and_said_to_be_one(tmp_path):
    put(tmp_path / "meta-llama/Llama-2-70b-chat-hf", "config.json", tiny_config())
    record = make(checkpoint("llama-2-70b"), tmp_path)
    assert record.files[0].relation == "sibling"
    assert "the chat model tuned from it" in record.facts["layers"].origin


def table(tmp_path: Path, repo: str, file: str, sha256: str) -> None:
    header = "checkpoint\trevision\tfile\tsize\tsha256"
    rows = [header, f"{repo}\t0123456\t{file}\t7\t{sha256}", f"{repo}\t?\tother.bin\t12\t"]
    put(tmp_path, "PINS.tsv", "\n".join(rows))


def test_pins_give_revisions_and_what_is_published_besides(tmp_path):
    path = hub(tmp_path) / "meta-llama/Llama-2-7b-hf/config.json"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    table(tmp_path, "meta-llama/Llama-2-7b-hf", "config.json", sha256)
    ties = f"file\tsha256\tstrength\nmeta-llama/Llama-2-7b-hf/config.json\t{sha256}\tbytes match"
    put(tmp_path, "PROVENANCE.tsv", ties)
    record = make(checkpoint("llama-2-7b"), tmp_path)
    assert (record.files[0].revision, record.files[0].tie) == ("0123456", "bytes match")
    assert [(pin.name, pin.size, pin.revision) for pin in record.pins] == [("other.bin", 12, None)]


def test_a_file_that_differs_from_its_pin_is_refused(tmp_path):
    table(hub(tmp_path), "meta-llama/Llama-2-7b-hf", "config.json", "0" * 64)
    with pytest.raises(PublishedFileError, match="0000, as pinned"):
        make(checkpoint("llama-2-7b"), tmp_path)


def test_a_siblings_file_with_the_bytes_pinned_for_the_own_is_its_own(tmp_path):
    folder = tmp_path / "meta-llama/Llama-3.1-70B-Instruct"
    path = put(folder, "config.json", tiny_config())
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    table(tmp_path, "meta-llama/Llama-3.1-70B", "config.json", sha256)
    file = make(checkpoint("llama-3.1-70b"), tmp_path).files[0]
    assert file.relation == "own"
    assert file.words == "the same bytes as meta-llama/Llama-3.1-70B/config.json"


def test_pointers_and_hash_lists_become_pins(tmp_path):
    folder = hub(tmp_path) / "meta-llama/Llama-2-7b-hf"
    oid = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 99\n"
    put(folder / "lfs", "model-00001-of-00002.safetensors", oid)
    put(folder, "model-00002-of-00002.safetensors", oid)
    put(folder, "SHA256SUMS", "b" * 64 + "  ./7B/consolidated.00.pth\n")
    pins = {pin.name: pin for pin in make(checkpoint("llama-2-7b"), tmp_path).pins}
    assert pins["model-00001-of-00002.safetensors"].size == 99
    assert pins["model-00002-of-00002.safetensors"].sha256 == "a" * 64
    assert pins["consolidated.00.pth"].sha256 == "b" * 64


def test_what_no_class_can_be_built_from_is_refused(tmp_path):
    put(tmp_path, "config.json", tiny_config(num_hidden_layers=None))
    with pytest.raises(RecordError, match=r"facts\.layers: expected a published file"):
        make_foreign("tiny", tmp_path)
    with pytest.raises(PublishedFileError, match="measured none"):
        make_foreign("empty", PUBLISHED)


def test_making_twice_gives_the_same_text(tmp_path):
    folder = hub(tmp_path)
    first, second = (make(checkpoint("llama-2-7b"), folder) for _ in range(2))
    assert dump(first) == dump(second)
    assert first == second
