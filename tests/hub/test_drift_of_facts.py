"""Every fact of a config, every precision and every size: changed or gone, each is named."""

import json

import attrs
import pytest

from claims._checkpoints.catalogue import catalogue, checkpoint, defaults
from claims._checkpoints.drifts import drifts
from claims._checkpoints.inventory import Inventory, Part, Tensor
from claims._checkpoints.published_names import as_published
from claims._checkpoints.recording import make
from claims._checkpoints.source import Recorded
from claims._checkpoints.vocabulary import ARCHITECTURES, DIALECTS
from claims._core.errors import Refused
from tests.hub.true_size import place

NAMES = [it.id for it in catalogue()]
# As many bytes to a number, and no float, or another one.
OTHERS = {"F32": "I32", "F16": "BF16", "BF16": "F16"}


@pytest.fixture(scope="module")
def configs(tmp_path_factory):
    """The config that each record says its repository has."""
    root = tmp_path_factory.mktemp("configs")
    return {name: json.loads(_placed(root, name).read_text()) for name in NAMES}


def _placed(root, name):
    return root / place(root, name) / "config.json"


def stated(name, config, folder):
    """What is found where the repository has that config, and no weights."""
    path = folder / checkpoint(name).hub / "config.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(config))
    return drifts(Recorded().record(name), make(checkpoint(name), folder))


def words(name, config):
    """The config's keys that a fact is read from, with the fact's word."""
    dialect = DIALECTS[ARCHITECTURES[config["architectures"][0]]]
    return {key: word for key, word in dialect.items() if key in config}


def another(value):
    """A value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return {"silu": "gelu_new", "gelu_new": "silu"}.get(value, "float64")
    if isinstance(value, dict):
        return {**value, "factor": value["factor"] * 2}
    return value * 2 or 0.5


def named(name, config, folder, key, word):
    """Whether a fact is named: as a drift, or where the config can't be one without it."""
    try:
        return word in {it.what for it in stated(name, config, folder)}
    except Refused as refused:
        return f"`{key}`" in str(refused) or f"facts.{word}:" in str(refused)


@pytest.mark.parametrize("name", NAMES)
def test_each_field_that_is_changed_is_named(name, configs, tmp_path):
    for key, word in words(name, configs[name]).items():
        config = {**configs[name], key: another(configs[name][key])}
        assert named(name, config, tmp_path, key, word), key


@pytest.mark.parametrize("name", NAMES)
def test_each_field_that_is_gone_is_named_where_that_says_something(name, configs, tmp_path):
    recorded = Recorded().record(name)
    own = f"{checkpoint(name).hub}/config.json"
    for key, word in words(name, configs[name]).items():
        config = {it: value for it, value in configs[name].items() if it != key}
        told = named(name, config, tmp_path, key, word)
        # A default that was recorded as one is the same without the line that says it.
        by_default = word in {it.word for it in defaults()}
        assert told or (recorded.facts[word].file != own and by_default), key


@pytest.mark.parametrize("name", [it for it in NAMES if not it.startswith("gpt2")])
def test_a_scaling_that_wasnt_there_is_named(name, configs, tmp_path):
    scaling = {"rope_type": "linear", "factor": 2.0}
    found = stated(name, {**configs[name], "rope_scaling": scaling}, tmp_path)
    assert "rope_scaling" in {it.what for it in found}


@pytest.mark.parametrize("name", NAMES)
def test_no_weights_at_all_is_a_drift(name, configs, tmp_path):
    found = stated(name, configs[name], tmp_path)
    assert [it.there for it in found if it.what == "weights"] == ["nothing"]


def held(recorded, tensors, files=()):
    """What is found where these tensors are there, and files of these sizes."""
    parts = [Part(file, (), file_bytes=size) for file, size in files] or [Part("all", ())]
    parts[0] = attrs.evolve(parts[0], tensors=tensors)
    there = attrs.evolve(recorded, inventories=(Inventory("all", tuple(parts)),))
    return drifts(recorded, there)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("every", [True, False])
def test_another_precision_of_one_tensor_or_of_all_is_named(name, every):
    recorded = Recorded().record(name)
    architecture = recorded.value("architecture")
    precision = {"gpt2": "F32"}.get(checkpoint(name).family) or {
        "bfloat16": "BF16",
        "float16": "F16",
    }.get(recorded.values.get("dtype"), "F16")
    known = {"dtype"} <= recorded.facts.keys() or checkpoint(name).family == "gpt2"
    other = OTHERS[precision] if known else "I16"
    assert recorded.reconciliation
    tensors = [
        Tensor(as_published(it.name, architecture), precision, it.shape)
        for it in recorded.reconciliation.tensors
    ]
    changed = [attrs.evolve(it, dtype=other) if every or it is tensors[3] else it for it in tensors]
    assert not [it for it in held(recorded, tensors) if it.what.startswith("dtype of")]
    found = [it for it in held(recorded, changed) if it.what.startswith("dtype of")]
    assert {it.there for it in found} == {other}
    assert every or [it.what for it in found] == [f"dtype of {tensors[3].name}"]


@pytest.mark.parametrize("name", NAMES)
def test_a_byte_more_than_was_pinned_is_named(name):
    recorded = Recorded().record(name)
    hub = checkpoint(name).hub
    pins = [it for it in recorded.pins if it.size and it.name.endswith(".safetensors")]
    for pin in pins:
        file = pin.name.replace("*", "model-00001-of-00001")
        others = [(it.name, it.size) for it in pins if it is not pin]
        same, longer, gone = (
            [it for it in held(recorded, (), files) if it.what == f"bytes of {pin.name}"]
            for files in (
                [(file, pin.size), *others],
                [(file, pin.size + 1), *others],
                [*others, ("another.safetensors", pin.size)],
            )
        )
        assert not same
        assert [it.there for it in longer] == [f"{pin.size + 1:,}"]
        assert bool(gone) == (pin.repo == hub and pin.name != "*.safetensors")
