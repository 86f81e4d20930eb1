"""Published files that can't be, or can't be understood: each is refused, in one sentence."""

import os

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.config import Config
from claims._checkpoints.formats.pins_table import read_pins
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.recording import make, make_foreign
from claims._checkpoints.safetensors_header import parse_header
from claims._core.errors import Refused
from claims._core.observed import Untested
from tests.checkpoints.made_up import PARAMS, PUBLISHED, put, tiny_config, tiny_llama_folder

LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 16,
}
IMPOSSIBLE = [
    ({"architectures": [["LlamaForCausalLM"]]}, "`architectures`: expected a list of class names"),
    ({"architectures": {"a": 1}}, "`architectures`: expected a list of class names"),
    ({"rope_theta": 10**400}, "`rope_theta`: expected a number above 0"),
    ({"rope_theta": 0}, "`rope_theta`: expected a number above 0, measured 0"),
    ({"rms_norm_eps": 0.0}, "`rms_norm_eps`: expected a number above 0, measured 0.0"),
    ({"rms_norm_eps": -1}, "`rms_norm_eps`: expected a number above 0, measured -1"),
    ({"hidden_size": 10**30}, "`hidden_size`: expected a whole number up to 2,147,483,648"),
    ({"num_hidden_layers": 10**9}, "`num_hidden_layers`: expected a whole number up to 10,000"),
    ({"num_attention_heads": 7}, "`hidden_size`: expected a multiple of `num_attention_heads`, 7"),
    (
        {"num_attention_heads": 4, "num_key_value_heads": 3},
        "`num_key_value_heads`: expected a divisor of `num_attention_heads`, 4, measured 3",
    ),
]
SCALINGS = [
    ({"rope_type": "llama3"}, "a table with `factor`, as llama3 needs it"),
    ({"factor": 8.0}, "a table with `rope_type`"),
    (LLAMA3 | {"factor": 0}, "a number above 0 as `factor`"),
    (LLAMA3 | {"factor": -8.0}, "a number above 0 as `factor`"),
    (LLAMA3 | {"factor": 10**400}, "a number above 0 as `factor`"),
    (LLAMA3 | {"factor": "8"}, "a number above 0 as `factor`"),
    (LLAMA3 | {"rope_type": 3}, "a text as `rope_type`"),
    (LLAMA3 | {"original_max_position_embeddings": 0.5}, "a whole number above 0 as `orig"),
    (LLAMA3 | {"high_freq_factor": 1.0}, "a `low_freq_factor` below the `high_freq_factor`"),
]
ROTATION = ("rope_theta", "rope_scaling")
# With the facts that each leaves open.
UNREAD = [
    ({"partial_rotary_factor": 0.5}, "`partial_rotary_factor`: expected 1 or its abs", ROTATION),
    ({"attention_multiplier": 0.1}, "`attention_multiplier`: expected its absence", ()),
    (
        {"scale_attn_by_inverse_layer_idx": True},
        "`scale_attn_by_inverse_layer_idx`: expected False or its absence, as this key isn't",
        (),
    ),
    ({"add_cross_attention": True}, "`add_cross_attention`: .* isn't understood, measured Tr", ()),
    ({"num_local_experts": 8}, "`num_local_experts`: expected its abs", ("feed_forward_size",)),
    ({"sliding_window": 8}, "`sliding_window`: expected its absence", ("window",)),
    ({"is_causal": False}, "`is_causal`: expected True or its absence", ()),
    ({"quantization_config": {"bits": 8}}, "`quantization_config`: expected its abs", ()),
    (
        {"per_layer_config": {"0": {"num_attention_heads": 1}}},
        "`per_layer_config`: expected {} or its absence",
        ("query_heads", "feed_forward_size", *ROTATION),
    ),
    (
        {"rope_scaling": LLAMA3 | {"attention_factor": 2}},
        r"`rope_scaling\.attention_factor`",
        ROTATION,
    ),
    (
        {"rope_scaling": {"type": "longrope", "long_factor": [2.0]}},
        r"`rope_scaling\.long_factor`",
        ROTATION,
    ),
    (
        {"rope_parameters": {"partial_rotary_factor": 0.5}},
        r"`rope_parameters\.partial_rotary_f",
        ROTATION,
    ),
    (
        {"rope_parameters": {"full_attention": {"rope_theta": 5}}},
        r"`rope_parameters\.full_atten",
        ROTATION,
    ),
]


def refused(folder, changes, words):
    put(folder, "config.json", tiny_config(**changes))
    with pytest.raises(PublishedFileError, match=words) as refusal:
        make_foreign("tiny", folder)
    assert str(folder / "config.json") in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("changes, words", IMPOSSIBLE)
def test_a_value_that_cannot_be_is_refused(tmp_path, changes, words):
    refused(tmp_path, changes, words)


@pytest.mark.parametrize("scaling, words", SCALINGS)
def test_a_scaling_that_cannot_be_computed_is_refused(tmp_path, scaling, words):
    refused(tmp_path, {"rope_scaling": scaling}, f"`rope_scaling`: expected {words}")


def test_a_scaling_of_two_kinds_is_refused(tmp_path):
    words = (
        r"`rope_scaling\.type`: expected as `rope_scaling\.rope_type` says, 'llama3', measured 'li"
    )
    refused(tmp_path, {"rope_scaling": LLAMA3 | {"type": "linear"}}, words)


@pytest.mark.parametrize("changes, words, _", UNREAD)
def test_no_record_has_a_key_that_changes_the_model_and_is_not_understood(
    tmp_path, changes, words, _
):
    put(tmp_path, "config.json", tiny_config(**changes))
    with pytest.raises(Refused, match=rf"config\.json: {words}"):
        make(checkpoint("llama-7b"), tmp_path)


@pytest.mark.parametrize("changes, words, unsure", UNREAD)
def test_of_a_model_from_elsewhere_what_depends_on_such_a_key_is_left_open(
    tmp_path, changes, words, unsure
):
    put(tmp_path, "config.json", tiny_config(**changes))
    made = make_foreign("tiny", tmp_path)
    with pytest.raises(Untested, match=rf"config\.json: {words}"):
        made.require_understood()
    facts = Config("tiny", made)
    assert facts.fact("layers") == tiny_config()["num_hidden_layers"]
    for word in unsure:
        with pytest.raises(Untested, match=rf"config\.json: {words}"):
            facts.stated(word)


@pytest.mark.parametrize("layers", [3, ["full_attention", ["odd"]], {"0": "full_attention"}])
def test_layers_of_no_known_kind_are_such_a_key(tmp_path, layers):
    put(tmp_path, "config.json", tiny_config(layer_types=layers))
    (unread,) = make_foreign("tiny", tmp_path).unread
    assert "`layer_types`: expected 'full_attention' for every layer" in unread.sentence


@pytest.mark.parametrize("key", ["is_causal", "scale_attn_weights"])
def test_null_is_no_absence_of_what_it_turns_off(tmp_path, key):
    put(tmp_path, "config.json", tiny_config() | {key: None})
    (unread,) = make_foreign("tiny", tmp_path).unread
    assert f"`{key}`: expected True or its absence" in unread.sentence
    assert unread.sentence.endswith("measured None")


def test_such_a_key_at_the_value_that_changes_nothing_is_passed_over(tmp_path):
    plain = {"partial_rotary_factor": 1.0, "sliding_window": None, "add_cross_attention": False}
    plain |= {"is_causal": True, "per_layer_config": {}, "quantization_config": None}
    rope = {"rope_type": "default", "rope_theta": 5e5, "partial_rotary_factor": 1.0}
    put(tmp_path, "config.json", tiny_config(rope_parameters=rope) | plain)
    assert make_foreign("tiny", tmp_path).value("rope_theta") == 5e5


def test_heads_of_a_stated_width_need_not_part_the_hidden_size(tmp_path):
    put(tmp_path, "config.json", tiny_config(hidden_size=9, head_dim=4))
    assert make_foreign("tiny", tmp_path).value("head_width") == 4


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused_wherever_it_stands(tmp_path, token):
    put(tmp_path, "config.json", '{"unknown": {"deep": [' + token + "]}}")
    with pytest.raises(PublishedFileError, match=f"numbers that JSON has, measured {token}"):
        make_foreign("tiny", tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_another_encoding_is_refused(tmp_path, encoding):
    text = put(tmp_path, "config.json", tiny_config()).read_text()
    (tmp_path / "config.json").write_bytes(text.encode(encoding))
    with pytest.raises(PublishedFileError, match="expected JSON in UTF-8"):
        make_foreign("tiny", tmp_path)


@pytest.mark.parametrize("half", [rb"\ud800", rb"\uDFFF", b"\xed\xa0\x80"])
def test_half_a_surrogate_pair_is_refused(tmp_path, half):
    text = put(tmp_path, "config.json", tiny_config(hidden_act="HALF")).read_bytes()
    (tmp_path / "config.json").write_bytes(text.replace(b"HALF", half))
    with pytest.raises(PublishedFileError, match="expected JSON in UTF-8"):
        make_foreign("tiny", tmp_path)


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"ffn_dim_multiplier": 1e308}, "expected a whole number, measured .*multiplier 1e"),
        ({"ffn_dim_multiplier": 1e30}, "expected a whole number up to 2,147,483,648"),
        ({"ffn_dim_multiplier": 1e-30}, "expected a whole number above 0"),
        ({"ffn_dim_multiplier": 0}, "`ffn_dim_multiplier`: expected a number above 0"),
        ({"n_heads": 3}, "`dim`: expected a multiple of `n_heads`, 3"),
    ],
)
def test_params_that_give_no_width_are_refused(tmp_path, changes, words):
    put(tmp_path, "params.json", PARAMS | {"vocab_size": 11} | changes)
    with pytest.raises(PublishedFileError, match=words):
        make_foreign("tiny", tmp_path)


@pytest.mark.parametrize("size", ["9" * 19, "9" * 5000, "٣"])
def test_a_pinned_size_that_is_none_is_refused(tmp_path, size):
    put(tmp_path, "PINS.tsv", f"checkpoint\trevision\tfile\tsize\tsha256\na\t\tb\t{size}\t")
    with pytest.raises(PublishedFileError, match="line 2: expected a size in bytes"):
        read_pins(tmp_path)


def test_a_tensor_too_large_to_be_counted_is_refused():
    header = b'{"a": {"dtype": "F32", "shape": [%s], "data_offsets": [0, 4]}}'
    with pytest.raises(PublishedFileError, match="'a': expected at most"):
        parse_header("x", header % b",".join([b"9" * 4000] * 2), None)


def spoil(path, kind):
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if kind == "circle" else "/dev/null")


@pytest.mark.parametrize("kind", ["pipe", "circle", "device", "folder"])
@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_what_is_no_regular_file_is_refused_and_not_passed_over(tmp_path, kind, name):
    folder = tiny_llama_folder(tmp_path / "tiny")
    spoil(folder / name, kind)
    with pytest.raises(PublishedFileError, match=f"{name}: expected a regular file"):
        make_foreign("tiny", folder)


def test_pickles_of_a_subfolder_alone_are_refused(tmp_path):
    put(tmp_path, "config.json", (PUBLISHED / "tiny-llama/config.json").read_text())
    put(tmp_path / "original", "consolidated.00.pth", "no pickle")
    with pytest.raises(PublishedFileError, match=r"original/consolidated\.00\.pth: the only wei"):
        make_foreign("tiny", tmp_path)
