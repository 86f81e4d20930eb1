"""What `claims inspect` says of architectures that no claim is about: never a wrong word."""

from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import tomli

from claims._inspection.property import measured
from claims._probes import measuring
from claims._probes.models import construction
from tests.zoo.confusion import FILE, confusion
from tests.zoo.zoo import TRUTHS, inspected

# Of all properties that papers state, so many in a hundred may be left open.
OPEN = 5


@pytest.fixture(autouse=True, scope="module")
def _forget() -> Iterator[None]:
    """Let go of this module's models: together they take gigabytes."""
    yield
    forget()


def forget() -> None:
    """Empty what the probes keep of models."""
    construction.construct.cache_clear()
    measuring._measured.cache_clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    return tmp_path_factory.mktemp("zoo")


@pytest.mark.parametrize("kind", TRUTHS)
def test_no_property_is_wrong(kind, folder):
    found = inspected(kind, folder / kind).properties
    truth = TRUTHS[kind]["truth"]
    wrong = {
        name: (found[name].value, true)
        for name, true in truth.items()
        if found[name].evidence is not None and found[name].value != true
    }
    assert not wrong
    forget()


def test_few_properties_are_left_open(folder):
    open_ = [
        (kind, name)
        for kind, stated in TRUTHS.items()
        for name in stated["truth"]
        if inspected(kind, folder / kind).properties[name].evidence is None
    ]
    asked = sum(len(stated["truth"]) for stated in TRUTHS.values())
    assert len(TRUTHS) >= 20
    assert 100 * len(open_) <= OPEN * asked, open_


def test_the_confusion_tables_are_those_that_were_written(folder):
    found = {kind: inspected(kind, folder / kind) for kind in TRUTHS}
    assert confusion(found) == tomli.loads(FILE.read_text("utf-8")), "`make zoo` writes them"


@pytest.mark.parametrize(
    ("value", "rows"),
    [(12, ("as published", "as published")), (13, ("as published", "13"))],
)
def test_a_size_is_counted_by_whether_it_is_the_published_one(value, rows):
    inspection = SimpleNamespace(properties=defaultdict(lambda: measured(value)))
    counted = confusion({"gpt2": inspection})["properties"]["layers"]
    assert [(it["true"], it["measured"]) for it in counted] == [rows]


# Bases for keys that don't turn, 71 heads beside the switch that makes them one, a base in a table
# that the class drops, and a tie of two matrices of different sizes.
DISAGREE = {
    "smollm3-without-rotation": ["rope_theta"],
    "zamba2": ["head_width", "rope_theta"],
    "falcon": ["kv_heads"],
    "dbrx": ["rope_theta"],
    "cpmant": ["tied_embeddings"],
}


@pytest.mark.parametrize("kind", TRUTHS)
def test_only_what_nothing_reads_is_a_disagreement(kind, folder):
    found = [it.about for it in inspected(kind, folder / kind).disagreements]
    assert found == DISAGREE.get(kind, [])


@pytest.mark.parametrize(
    ("kind", "why"),
    [("t5", "an encoder with a decoder"), ("bart", "an encoder with a decoder")],
)
def test_an_encoder_with_a_decoder_has_no_such_properties(kind, why, folder):
    found = inspected(kind, folder / kind).properties
    assert {it.evidence for it in found.values()} == {None}
    assert all("doesn't apply" in it.why and why in it.why for it in found.values())


@pytest.mark.parametrize("kind", ["mamba", "rwkv"])
def test_what_is_about_attention_does_not_apply_without_any(kind, folder):
    found = inspected(kind, folder / kind).properties
    for name in ("attention", "query_heads", "kv_heads", "position_encoding"):
        assert found[name].evidence is None
        assert found[name].why == "doesn't apply: no layer multiplies queries with keys"
    for name in ("activation", "gated", "feed_forward_size", "norm_placement"):
        assert found[name].evidence is None
        assert found[name].why.startswith("not measured: ")
    assert found["causal"].value is True
    forget()
