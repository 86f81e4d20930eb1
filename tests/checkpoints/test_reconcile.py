"""Reconciliation: what matches to the byte passes, and the smallest difference is caught."""

import attrs
import pytest

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.one_precision import require_one_precision
from claims._checkpoints.published_file import Pin
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.safetensors_header import file_bytes
from claims._probes.models.reconcile import reconcile
from tests.checkpoints.made_up import listing, tiny_llama, tiny_llama_folder

ELEMENTS = sum(it.elements for it in tiny_llama())


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return make_foreign("tiny", tiny_llama_folder(tmp_path_factory.mktemp("hub") / "tiny"))


def names_only() -> list[Tensor]:
    return [Tensor(it.name) for it in tiny_llama()]


def pin(size: int, name: str = "model.safetensors") -> tuple[Pin, ...]:
    return (Pin("tiny", name, size),)


def test_a_header_that_fits_is_exact(tiny):
    result = reconcile(tiny)
    assert (result.kind, result.parameters) == ("exact", ELEMENTS)
    assert (result.stored_elements, result.stored_bytes) == (ELEMENTS, 2 * ELEMENTS)
    assert (result.ties, result.buffers) == ((), ())
    assert result.library.startswith("transformers 5")
    assert {it.name: it.shape for it in result.tensors} == {
        it.name: it.shape for it in tiny_llama()
    }


def test_names_and_total_alone_are_exact_too(tiny):
    assert reconcile(listing(tiny, names_only(), 2 * ELEMENTS)).kind == "exact"


def test_names_without_bytes_are_not(tiny):
    result = reconcile(listing(tiny, names_only(), None))
    assert (result.kind, result.stored_bytes) == ("none", None)


@pytest.mark.parametrize("difference", [4, -4, 2, 1])
def test_a_total_off_by_bytes_is_caught(tiny, difference):
    with pytest.raises(Mismatch, match=f"total bytes; \\{difference:+} bytes") as refusal:
        reconcile(listing(tiny, names_only(), 2 * ELEMENTS + difference))
    assert refusal.value.difference == difference


def test_a_dropped_tensor_is_caught(tiny):
    with pytest.raises(Mismatch, match=r"missing model\.norm\.weight$"):
        reconcile(listing(tiny, [it for it in names_only() if "model.norm" not in it.name], None))


def test_a_renamed_tensor_is_caught(tiny):
    renamed = [Tensor(it.name.replace("model.norm", "model.ln_f")) for it in names_only()]
    with pytest.raises(Mismatch, match=r"missing model\.norm\.weight; unexpected model\.ln_f\.w"):
        reconcile(listing(tiny, renamed, None))


def test_an_unknown_tensor_is_caught(tiny):
    with pytest.raises(Mismatch, match=r"unexpected model\.bonus$"):
        reconcile(listing(tiny, [*names_only(), Tensor("model.bonus")], None))


@pytest.mark.parametrize("dtype", ["F32", "BF16"])
def test_another_precision_is_caught(tiny, dtype):
    total = ELEMENTS * (4 if dtype == "F32" else 2)
    other = listing(tiny, tiny_llama(dtype), total)
    with pytest.raises(Mismatch, match=f"expected F16, published {dtype}"):
        require_one_precision(other)
    assert reconcile(other).stored_bytes == total


def test_one_tensor_of_another_precision_is_caught(tiny):
    mixed = [attrs.evolve(it, dtype="F32") if it.shape == (8,) else it for it in tiny_llama()]
    with pytest.raises(Mismatch, match="published F16, F32"):
        require_one_precision(listing(tiny, mixed, None))
    wider = sum(it.elements for it in mixed if it.dtype == "F32")
    total = 2 * (ELEMENTS + wider)
    assert reconcile(listing(tiny, mixed, total)).stored_bytes == total
    with pytest.raises(Mismatch, match=r"total bytes; \+2 bytes"):
        reconcile(listing(tiny, mixed, total + 2))


def test_buffers_may_be_of_another_precision(tiny):
    stored = [Tensor(f"model.layers.{it}.self_attn.rotary_emb.inv_freq", "F32") for it in range(3)]
    require_one_precision(listing(tiny, [*tiny_llama(), *stored], None))


def test_another_shape_of_the_same_size_is_caught(tiny):
    turned = [attrs.evolve(it, shape=it.shape[::-1]) for it in tiny_llama()]
    with pytest.raises(Mismatch, match=r"shape of lm_head\.weight: expected \[11, 8\], pub.*8, 11"):
        reconcile(listing(tiny, turned, 2 * ELEMENTS))


@pytest.mark.parametrize("width, dtype", [(4, "F32"), (2, "F16")])
def test_stored_frequencies_are_named_by_what_they_take_up(tiny, width, dtype):
    stored = [Tensor(f"model.layers.{it}.self_attn.rotary_emb.inv_freq") for it in range(3)]
    total = 2 * ELEMENTS + 3 * 2 * width
    (buffer,) = reconcile(listing(tiny, names_only() + stored, total)).buffers
    assert buffer.names == "model.layers.{0..2}.self_attn.rotary_emb.inv_freq"
    assert (buffer.count, buffer.dtype, buffer.bytes) == (3, dtype, 3 * 2 * width)
    with pytest.raises(Mismatch, match="total bytes"):
        reconcile(listing(tiny, names_only() + stored, total + 1))


def test_a_pinned_file_must_be_as_long_as_its_header_and_data(tiny):
    size = file_bytes(tiny_llama())
    result = reconcile(listing(tiny, names_only(), 2 * ELEMENTS, pins=pin(size)))
    assert any("its size to the byte" in met.what for met in result.against)
    with pytest.raises(Mismatch, match=r"size: expected .*; \+8 bytes"):
        reconcile(listing(tiny, names_only(), 2 * ELEMENTS, pins=pin(size + 8)))


def test_a_size_alone_is_no_more_than_a_size(tiny):
    size = file_bytes(tiny_llama())
    result = reconcile(attrs.evolve(tiny, inventories=(), pins=pin(size)))
    assert (result.kind, result.stored_bytes) == ("size", 2 * ELEMENTS)
    with pytest.raises(Mismatch):
        reconcile(attrs.evolve(tiny, inventories=(), pins=pin(size - 8)))


@pytest.mark.parametrize("name", ["pytorch_model.bin", "*.safetensors"])
def test_a_pickle_or_a_sum_is_a_bound(tiny, name):
    bare = attrs.evolve(tiny, inventories=(), pins=pin(2 * ELEMENTS + 10, name))
    result = reconcile(bare)
    assert (result.kind, result.at_most, result.stored_bytes) == ("bound", ELEMENTS + 5, None)
    assert "at most" in result.against[0].what
    with pytest.raises(Mismatch, match="room for at most"):
        reconcile(attrs.evolve(bare, pins=pin(2 * ELEMENTS - 1, name)))


def test_nothing_published_is_said_to_be_nothing(tiny):
    result = reconcile(attrs.evolve(tiny, inventories=()))
    assert (result.kind, result.against, result.parameters) == ("none", (), ELEMENTS)
