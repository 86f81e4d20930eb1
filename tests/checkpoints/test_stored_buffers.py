"""Buffers that lie beside the parameters, and facts that the library can't build."""

import pytest

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._core.errors import Refused
from claims._probes.models.reconcile import reconcile
from claims._probes.models.reference import reference_settings
from tests.checkpoints.made_up import PUBLISHED, listing, put, tiny_config, tiny_llama

ELEMENTS = sum(it.elements for it in tiny_llama())


@pytest.fixture(scope="module")
def llama() -> Record:
    return make_foreign("tiny-llama", PUBLISHED / "tiny-llama")


@pytest.fixture(scope="module")
def gpt2() -> Record:
    return make_foreign("tiny-gpt2", PUBLISHED / "tiny-gpt2")


def frequencies(*layers: object, dtype: str = "F32") -> list[Tensor]:
    names = [f"model.layers.{layer}.self_attn.rotary_emb.inv_freq" for layer in layers]
    return [Tensor(name, dtype, (2,)) for name in names]


def masks(*layers: object, dtype: str = "F32") -> list[Tensor]:
    return [Tensor(f"h.{layer}.attn.bias", dtype, (1, 1, 16, 16)) for layer in layers]


def parameters(record: Record) -> list[Tensor]:
    own = [it for it in reconcile(record).tensors if it.name != "lm_head.weight"]
    return [Tensor(it.name.removeprefix("transformer."), "F32", it.shape) for it in own]


@pytest.mark.parametrize("dtype, width", [("F32", 4), ("F16", 2), ("BF16", 2)])
def test_frequencies_of_every_layer_are_accepted(llama, dtype, width):
    stored = [*tiny_llama(), *frequencies(0, 1, 2, dtype=dtype)]
    (buffer,) = reconcile(listing(llama, stored, 2 * ELEMENTS + 6 * width)).buffers
    assert (buffer.count, buffer.dtype, buffer.bytes) == (3, dtype, 6 * width)


@pytest.mark.parametrize(
    "layers, words",
    [
        ((0, 1), r"missing model\.layers\.2\.self_attn"),
        ((0, 1, 2, 3), r"unexpected model\.layers\.3\.self_attn"),
        ((0, 1, "02"), r"missing model\.layers\.2.*unexpected model\.layers\.02"),
        ((0, 1, 2, "9" * 5000), "unexpected model"),
    ],
)
def test_frequencies_of_other_layers_are_not(llama, layers, words):
    with pytest.raises(Mismatch, match=words):
        reconcile(listing(llama, [*tiny_llama(), *frequencies(*layers)], None))


@pytest.mark.parametrize("dtype", ["F64", "I8"])
def test_frequencies_of_another_precision_are_not(llama, dtype):
    stored = [*tiny_llama(), *frequencies(0, 1, 2, dtype=dtype)]
    with pytest.raises(Mismatch, match=f"expected F32 or F16 or BF16, published {dtype}"):
        reconcile(listing(llama, stored, None))


@pytest.mark.parametrize("dtype, width", [("F32", 4), ("U8", 1), ("BOOL", 1)])
def test_masks_take_the_bytes_of_their_precision(gpt2, dtype, width):
    stored = parameters(gpt2)
    total = 4 * sum(it.elements for it in stored) + 2 * 256 * width
    (buffer,) = reconcile(listing(gpt2, [*stored, *masks(0, 1, dtype=dtype)], total)).buffers
    assert (buffer.dtype, buffer.bytes) == (dtype, 2 * 256 * width)


@pytest.mark.parametrize(
    "layers, words", [((0,), r"missing transformer\.h\.1"), ((0, 1, 2), r"unexp.*\.h\.2")]
)
def test_masks_of_other_layers_are_not_accepted(gpt2, layers, words):
    with pytest.raises(Mismatch, match=words):
        reconcile(listing(gpt2, [*parameters(gpt2), *masks(*layers)], None))


def test_each_class_has_its_own_buffers_only(llama, gpt2):
    alien = [Tensor(f"transformer.{it.name}", it.dtype, it.shape) for it in masks(0)]
    with pytest.raises(Mismatch, match=r"unexpected transformer\.h\.0\.attn\.bias"):
        reconcile(listing(llama, [*tiny_llama(), *alien], None))
    with pytest.raises(Mismatch, match=r"unexpected model\.layers\.0.*inv_freq"):
        reconcile(listing(gpt2, [*parameters(gpt2), *frequencies(0, 1)], None))


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"hidden_act": "nope"}, "nope"),
        ({"hidden_size": 9, "head_dim": 4}, "hidden size"),
        ({"rope_scaling": {"rope_type": "nope"}}, "nope"),
    ],
)
def test_what_the_library_cannot_build_is_refused_in_its_words(tmp_path, changes, said):
    put(tmp_path, "config.json", tiny_config(**changes))
    record = make_foreign("mine", tmp_path)
    words = f"^mine: expected facts that transformers can build a LlamaFor.* from, .*{said}"
    with pytest.raises(Refused, match=words) as refusal:
        reconcile(record)
    assert "\n" not in str(refusal.value)


def test_an_architecture_without_a_dialect_is_refused(llama):
    facts = llama.values | {"architecture": "Other"}
    with pytest.raises(Refused, match=r"expected one of GPT2LMHeadModel, .* measured 'Other'"):
        reference_settings(facts)
