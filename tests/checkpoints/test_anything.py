"""Whatever a published file holds, it is accounted for to the byte, or refused by name."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims._checkpoints.formats import (
    checkpoint_index,
    header_json,
    offsets_json,
    safetensors_file,
    shard_index,
)
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.record import RecordError, dump, load
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.safetensors_header import render_header
from claims._core.visible import visible
from tests.checkpoints.anything import (
    TRYING,
    anything,
    as_json,
    changed,
    inventories,
    spoilt,
)
from tests.checkpoints.made_up import listing, put, tiny_config, tiny_llama_folder

HEADER = json.loads(
    '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},'
    '"b.0":{"dtype":"F16","shape":[2],"data_offsets":[8,12]}}'
)
INDEX = {"metadata": {"total_size": 12}, "weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}
OFFSETS = {
    "file": "model.safetensors",
    **{"header_size": 200, "data_size": 16, "file_size": 224},
    "tensors": {"a": HEADER["a"]},
}
ROWS = [
    {"name": "a", "dtype": "DT_FLOAT", "shape": [1, 2], "offset": 0, "size": 8},
    {"name": "b", "dtype": "DT_HALF", "shape": [], "offset": 8, "size": 2},
]
# Of a refusal, what is hostile in it is cut, and of a path only what is the system's own remains.
LONGEST = 1500


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("anything")


def read(reader, path, data):
    """Read it, or see it refused in one short line that names it; no other exception."""
    path.write_bytes(data)
    try:
        return reader.read(path).inventory
    except PublishedFileError as refusal:
        tells(refusal, f"{path}: ")
        return None


def tells(refusal, name):
    said = str(refusal)
    assert name in said
    assert ": expected " in said
    assert said == visible(said)
    assert "\n" not in said
    assert len(said) < LONGEST


def stored(inventory):
    return sum(it.elements * WIDTHS[it.dtype] for it in inventory.tensors)


def gaps(inventory):
    return sum(it.end - it.begin for part in inventory.parts for it in part.gaps)


def account(room, header, data):
    inventory = read(
        safetensors_file,
        room / "model.safetensors",
        len(header).to_bytes(8, "little") + header + bytes(data),
    )
    if inventory is not None:
        assert stored(inventory) == inventory.total_bytes == data
        assert inventory.names() == sorted(json.loads(header).keys() - {"__metadata__"})
    return inventory


@TRYING
@given(data=st.binary(max_size=200))
@example(data=b"")
@example(data=(2**63).to_bytes(8, "little") + b"{}")
def test_any_bytes_as_weights(room, data):
    inventory = read(safetensors_file, room / "model.safetensors", data)
    assert inventory is None or stored(inventory) + 8 + inventory.parts[0].header_bytes == len(data)


@TRYING
@given(value=anything | st.dictionaries(st.text(), anything), data=st.integers(0, 16))
def test_any_json_as_a_header(room, value, data):
    account(room, as_json(value), data)


@TRYING
@given(header=changed(HEADER) | spoilt(as_json(HEADER)), data=st.integers(8, 16))
def test_a_true_header_with_something_changed(room, header, data):
    account(room, header, data)
    inventory = read(header_json, room / "model.safetensors.header.json", header)
    assert inventory is None or stored(inventory) == inventory.total_bytes


@TRYING
@given(tensors=inventories)
def test_a_true_header_is_accounted_for_and_its_record_comes_back(room, tensors):
    data = sum(it.elements * WIDTHS[it.dtype] for it in tensors)
    inventory = account(room, render_header(tensors), data)
    assert inventory.tensors == tuple(sorted(tensors, key=lambda it: it.name))
    record = listing(make_foreign("tiny", tiny_llama_folder(room / "tiny")), tensors, None)
    put(room, "record.toml", dump(record))
    assert load(room / "record.toml") == record


@TRYING
@given(data=st.binary(max_size=200) | anything.map(as_json) | changed(INDEX))
def test_anything_as_an_index(room, data):
    inventory = read(shard_index, room / "model.safetensors.index.json", data)
    if inventory is not None:
        held = json.loads(data)["weight_map"]
        assert {it.name: part.file for part in inventory.parts for it in part.tensors} == held
        assert not any("/" in part.file or "\\" in part.file for part in inventory.parts)


@TRYING
@given(data=changed(OFFSETS) | anything.map(as_json))
def test_anything_as_offsets(room, data):
    inventory = read(offsets_json, room / "derived.model.safetensors.offsets.json", data)
    if inventory is not None:
        (part,) = inventory.parts
        assert 8 + part.header_bytes + stored(inventory) + gaps(inventory) == part.file_bytes


@TRYING
@given(data=changed(ROWS) | anything.map(as_json))
def test_anything_as_the_authors_index(room, data):
    inventory = read(checkpoint_index, room / "derived.model.ckpt.index.json", data)
    assert inventory is None or stored(inventory) == inventory.total_bytes


@TRYING
@given(data=changed(tiny_config()))
def test_anything_as_a_config_is_refused_or_comes_back_from_its_record(room, data):
    folder = room / "own"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_bytes(data)
    try:
        record = make_foreign("own", folder)
    except (PublishedFileError, RecordError) as refusal:
        tells(refusal, "own")
        return
    put(room, "record.toml", dump(record))
    assert load(room / "record.toml") == record
