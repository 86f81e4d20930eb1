"""Files that are small, or allowed to be large, and would take hours or all the memory to read."""

import json

import pytest

from claims._checkpoints.formats import checkpoint_index, shard_index, strict_json
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.record import dump, load
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.safetensors_header import parse_header
from tests.checkpoints.made_up import listing, put, tiny_config, tiny_llama_folder

HUGE = b"9" * 4000
TENSOR = b'{"%s":{"dtype":"F16","shape":[%s],"data_offsets":[%s]}}'
HEADERS = {
    # Multiplied out, each would be a number of millions of digits: two megabytes took 20 seconds.
    "many sizes": (TENSOR % (b"a", b",".join([HUGE] * 500), b"0,4"), "at most 64 dimensions"),
    "many twos": (TENSOR % (b"a", b",".join([b"2"] * 300_000), b"0,4"), "at most 64 dimensions"),
    "vast beside none": (
        TENSOR % (b"a", b"0," + HUGE, b"0,0"),
        "at most 4,611,686,018,427,387,904",
    ),
    "vast offsets": (TENSOR % (b"a", b"2", HUGE + b"," + HUGE[:-1] + b"7"), "offsets up to 9,223"),
    # Parsed it took fifty times its size.
    "lists": (b'{"a":[' + b"[]," * 1_000_000 + b"[]]}", "at most 1,000,000 values"),
    "tables": (b'{"a":[' + b"{}," * 1_000_000 + b"{}]}", "at most 1,000,000 values"),
    "a name that is a text": (TENSOR % (b"x" * 100_000, b"2", b"0,4"), "at most 1,000 characters"),
    "a value that is a text": (b'{"a":"%s"}' % (b"x y" * 100_000), "expected a table"),
}


@pytest.mark.parametrize("header, words", HEADERS.values(), ids=HEADERS)
def test_a_header_that_would_take_hours_or_all_the_memory_is_refused(header, words):
    with pytest.raises(PublishedFileError, match=words) as refusal:
        parse_header("owner/name/model.safetensors", header, 4)
    assert str(refusal.value).startswith("owner/name/model.safetensors: ")
    assert len(str(refusal.value)) < 1000


def test_the_header_of_a_hundred_thousand_tensors_is_read():
    row = {"dtype": "F16", "shape": [0, 1], "data_offsets": [0, 0]}
    header = json.dumps({f"model.layers.{at}.weight": row for at in range(100_000)}).encode()
    assert len(parse_header("x", header, 0)) == 100_000


@pytest.mark.parametrize("depth", range(900, 1000, 3))
def test_nesting_near_the_limit_of_the_parser_is_refused_as_any_other(tmp_path, depth):
    nested = "[" * depth + "]" * depth
    rope = f'{{"rope_type": "linear", "factor": {nested}}}'
    text = json.dumps(tiny_config())[:-1] + f', "rope_scaling": {rope}}}'
    put(tmp_path, "config.json", text)
    with pytest.raises(PublishedFileError, match=r"config\.json: "):
        make_foreign("deep", tmp_path)
    with pytest.raises(PublishedFileError, match="x: "):
        parse_header("x", b'{"a":' + nested.encode() + b"}", 0)


def test_offsets_whose_sum_has_more_digits_than_can_be_shown_are_refused(tmp_path):
    row = {"dtype": "DT_FLOAT", "shape": [1], "offset": 10**4300 - 1, "size": 4}
    path = put(tmp_path, "derived.model.ckpt.index.json", "")
    path.write_text(json.dumps([{**row, "name": name} for name in "ab"]))
    with pytest.raises(PublishedFileError, match="offsets up to 9,223"):
        checkpoint_index.read(path)


INDEXES = {
    "files": ({f"a{at}": f"{at}.safetensors" for at in range(1001)}, "at most 1000 files"),
    "end of text": ({"a": "a\0b.safetensors"}, "a file name"),
    "a long name": ({"a": "é" * 130}, "a file name of at most 255 bytes"),
    "a long tensor": ({"a" * 1001: "a.safetensors"}, "at most 1,000 characters"),
}


@pytest.mark.parametrize("held, words", INDEXES.values(), ids=INDEXES)
def test_an_index_of_what_no_disk_or_request_could_take_is_refused(tmp_path, held, words):
    path = put(tmp_path, "model.safetensors.index.json", {"weight_map": held})
    with pytest.raises(PublishedFileError, match=words):
        shard_index.read(path)


def test_a_total_beyond_any_file_is_refused(tmp_path):
    content = {"weight_map": {"a": "a.safetensors"}, "metadata": {"total_size": 10**30}}
    path = put(tmp_path, "model.safetensors.index.json", content)
    with pytest.raises(PublishedFileError, match="`total_size`: expected a number of bytes"):
        shard_index.read(path)


def test_a_value_that_would_fill_a_record_is_refused_and_cut_where_it_is_shown(tmp_path):
    put(tmp_path, "config.json", tiny_config(hidden_act="x" * 100_000))
    with pytest.raises(PublishedFileError, match="a text of at most 200 characters") as refusal:
        make_foreign("long", tmp_path)
    put(tmp_path, "config.json", tiny_config(architectures=["x" * 100_000]))
    with pytest.raises(PublishedFileError, match="unknown architecture xxx") as other:
        make_foreign("long", tmp_path)
    assert len(str(refusal.value)) < 1000
    assert len(str(other.value)) < 1500


def test_weights_without_a_tensor_come_back_from_their_record(tmp_path):
    record = listing(make_foreign("tiny", tiny_llama_folder(tmp_path / "tiny")), [], 0)
    put(tmp_path, "record.toml", dump(record))
    assert load(tmp_path / "record.toml") == record


def test_the_bound_on_values_counts_no_values_it_need_not(monkeypatch):
    monkeypatch.setattr(strict_json, "MOST_VALUES", 3)
    assert strict_json.parse("x", b'{"a":[1,2]}') == {"a": [1, 2]}
    with pytest.raises(PublishedFileError, match="at most 3 values"):
        strict_json.parse("x", b'{"a":[1,2,3]}')
