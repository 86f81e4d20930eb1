"""Made checkpoints are as large as the published ones, to the byte, and take no room."""

import hashlib
import json

import pytest

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.formats import safetensors_file
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.source import Recorded
from claims._inspection.target import find
from claims._probes.models.reconcile import reconcile
from claims._probes.models.reference_tensors import reference_tensors
from tests.checkpoints.made_up import PUBLISHED, tiny_config
from tests.hub.splitting import most_of, split
from tests.hub.stored_tensors import data_bytes, recorded, referenced
from tests.hub.true_size import INDEX, from_config, from_record
from tests.inspection.folders import saved, written

# Small, but with every kind of tensor that such a model has.
TINY = {
    "gemma2": {"num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 99, "head_dim": 8},
    "phi3": {"num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 99, "pad_token_id": 0},
    "gpt_neox": {"num_hidden_layers": 2, "hidden_size": 64, "vocab_size": 99},
}
NAMES = [each.id for each in catalogue()]
# Of these no size is published, or only that of pickles.
UNPINNED = {
    *("gpt2-large", "gpt2-xl", "llama-7b", "llama-13b", "llama-30b", "llama-65b"),
    *("llama-2-13b", "llama-3-70b", "llama-3.1-70b", "llama-3.3-70b"),
}
INDEXED = ["llama-2-7b", "llama-2-70b", "llama-3-8b", "llama-3.1-8b", "llama-3.1-70b"]
SPLIT = ["llama-2-7b", "llama-2-70b", "llama-3-8b", "llama-3.1-8b", "llama-3.2-3b"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("made")
    return {name: from_record(Recorded().record(name), root / name) for name in NAMES}


def pinned(record: Record) -> dict[str, int]:
    kinds = {pin.name: pin.size for pin in record.pins if pin.name.endswith(".safetensors")}
    return {name: size for name, size in kinds.items() if size is not None}


def headers(folder):
    parts = [
        safetensors_file.read(path).inventory.parts[0] for path in folder.glob("*.safetensors")
    ]
    return {part.file: part for part in parts}


@pytest.mark.parametrize("name", NAMES)
def test_every_pinned_size_is_met_to_the_byte(made, name):
    pins = pinned(Recorded().record(name))
    for file, size in pins.items():
        # `*.safetensors` is the size of all together, as the catalogue has it of the largest.
        assert sum(path.stat().st_size for path in made[name].glob(file)) == size, file
    assert (name in UNPINNED) == (not pins)


def test_gpt2_has_its_published_header(made):
    path = made["gpt2"] / "model.safetensors"
    with path.open("rb") as file:
        assert int.from_bytes(file.read(8), "little") == 14_283
    assert path.stat().st_size == 548_105_171
    (part,) = headers(made["gpt2"]).values()
    assert sum(it.name.endswith(".attn.bias") for it in part.tensors) == 12


def test_gpt2_has_its_masks_where_the_published_file_has_them(made):
    with (made["gpt2"] / "model.safetensors").open("rb") as file:
        table = json.loads(file.read(8 + 14_283)[8:])
    masks = [row["data_offsets"] for name, row in table.items() if name.endswith(".attn.bias")]
    (part,) = Recorded().record("gpt2").inventories[0].parts
    assert sorted(masks) == [[gap.begin, gap.end] for gap in part.gaps]


@pytest.mark.parametrize("name", [*INDEXED, "llama-3.2-3b"])
def test_the_index_is_the_published_one(made, name):
    hashes = {file.sha256 for file in Recorded().record(name).files if file.name == INDEX}
    assert hashlib.sha256((made[name] / INDEX).read_bytes()).hexdigest() in hashes


@pytest.mark.parametrize("name", SPLIT)
def test_the_rule_for_shards_gives_the_published_ones(name):
    record = Recorded().record(name)
    ruled = split(recorded(record), most_of(record))
    found = {file: sorted(it.name for it in them) for file, them in ruled.items()}
    parts = record.inventory.parts
    assert found == {part.file: [it.name for it in part.tensors] for part in parts}


def test_405_billion_parameters_are_191_shards_and_take_no_room(made):
    files = list(made["llama-3.1-405b"].iterdir())
    assert sum(path.suffix == ".safetensors" for path in files) == 191
    assert sum(path.stat().st_blocks * 512 for path in files) < 20_000_000


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_can_be_read_and_states_the_records_facts(made, name):
    record, again = Recorded().record(name), make_foreign(name, made[name])
    assert again.value("architecture") == record.value("architecture")
    for word in ("layers", "hidden_size", "query_heads", "kv_heads", "vocabulary", "context"):
        assert again.values.get(word) == record.values.get(word), word
    stored = sum(data_bytes(it) for it in again.inventories[0].tensors)
    assert again.inventories[0].total_bytes == stored
    published = record.reconciliation.stored_bytes
    assert published in (None, stored)


@pytest.mark.parametrize("name", ["gpt2", "gpt2-xl", "llama-7b", "llama-2-70b", "llama-3.1-405b"])
def test_what_is_made_reconciles(made, name):
    reconciled = reconcile(make_foreign(name, made[name]))
    committed = Recorded().record(name).reconciliation
    assert (reconciled.kind, reconciled.parameters) == ("exact", committed.parameters)


@pytest.mark.parametrize("name", ["tiny-gpt2", "tiny-llama"])
def test_the_order_of_a_record_is_that_of_the_class(name):
    record = make_foreign(name, PUBLISHED / name)
    ours = referenced(record, reference_tensors(record.values))
    own = reference_tensors(record.values).own_shapes
    assert [it.name for it in ours] == [each.removeprefix("transformer.") for each in own]


def test_any_config_is_made(tmp_path):
    config = tiny_config(hidden_size=4096, num_attention_heads=32, num_hidden_layers=100)
    folder = from_config(config, tmp_path / "made", most=10**9)
    reconciled = reconcile(make_foreign("made", folder))
    assert len(headers(folder)) > 2
    assert reconciled.stored_elements == reconciled.parameters > 10**9


def stored(folder):
    """Each stored tensor with its precision and shape."""
    reading = safetensors_file.read(folder / "model.safetensors").inventory
    return {it.name: (it.dtype, it.shape) for it in reading.tensors}


@pytest.mark.parametrize("kind", ["gemma2", "phi3", "gpt_neox"])
def test_a_model_of_any_kind_is_made_as_the_library_saves_it(kind, tmp_path):
    saved_here = saved(kind, tmp_path / "saved", **TINY[kind])
    config = json.loads((saved_here / "config.json").read_text("utf-8"))
    made = from_config(config, tmp_path / "made")
    assert stored(made) == stored(saved_here)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [("gemma2", 2_614_341_888), ("phi3", 3_821_079_552), ("gpt_neox", 20_554_567_680)],
)
def test_a_model_of_any_kind_is_made_at_true_size_and_can_be_read(kind, parameters, tmp_path):
    path = written(kind, tmp_path / "config") / "config.json"
    folder = from_config(json.loads(path.read_text("utf-8")), tmp_path / "made")
    assert len(headers(folder)) > 1
    found = find(str(folder))
    assert found.stored_elements == parameters
    assert sum(it.stat().st_blocks * 512 for it in folder.iterdir()) < 5_000_000
