"""Reconciliation of GPT-2 and of the committed records: what they say comes out again."""

import attrs
import pytest

from claims._checkpoints.inventory import Gap, Tensor
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.source import Recorded
from claims._probes.models.reconcile import reconcile
from tests.checkpoints.made_up import PUBLISHED, listing


def again(record: Record) -> Reconciliation:
    """Reconcile anew, under the name of the library that the record was made with."""
    return attrs.evolve(reconcile(record), library=record.reconciliation.library)


@pytest.fixture(scope="module")
def tiny_gpt2() -> Record:
    return make_foreign("tiny-gpt2", PUBLISHED / "tiny-gpt2")


def gpt2_tensors(record: Record) -> list[Tensor]:
    stored = reconcile(record).tensors
    hub = [Tensor(it.name.removeprefix("transformer."), "F32", it.shape) for it in stored]
    return [it for it in hub if it.name != "lm_head.weight"]


def test_a_tied_head_is_counted_once_and_may_be_left_out(tiny_gpt2):
    tensors = gpt2_tensors(tiny_gpt2)
    elements = sum(it.elements for it in tensors)
    result = reconcile(listing(tiny_gpt2, tensors, 4 * elements))
    assert (result.kind, result.parameters) == ("exact", elements)
    assert result.ties == ("lm_head.weight = transformer.wte.weight",)
    twice = [*tensors, Tensor("lm_head.weight", "F32", (11, 8))]
    both = reconcile(listing(tiny_gpt2, twice, 4 * (elements + 88)))
    assert (both.parameters, both.stored_elements) == (elements, elements + 88)
    neither = [it for it in tensors if it.name != "wte.weight"]
    with pytest.raises(Mismatch, match=r"missing transformer\.wte\.weight"):
        reconcile(listing(tiny_gpt2, neither, None))


def test_stored_masks_are_named(tiny_gpt2):
    masks = [Tensor(f"h.{it}.attn.bias", "F32", (1, 1, 16, 16)) for it in range(2)]
    tensors = gpt2_tensors(tiny_gpt2)
    total = 4 * sum(it.elements for it in [*tensors, *masks])
    (buffer,) = reconcile(listing(tiny_gpt2, [*tensors, *masks], total)).buffers
    assert (buffer.names, buffer.count, buffer.bytes) == ("h.{0..1}.attn.bias", 2, 2048)
    wrong = attrs.evolve(masks[1], shape=(1, 1, 256))
    with pytest.raises(Mismatch, match=r"shape of h\.1\.attn\.bias"):
        reconcile(listing(tiny_gpt2, [*tensors, masks[0], wrong], total))


def with_gaps(record: Record, change: object) -> Record:
    (hub, *others) = record.inventories
    (part,) = hub.parts
    return attrs.evolve(record, inventories=(attrs.evolve(hub, parts=(change(part),)), *others))


def test_unnamed_stretches_must_be_the_masks_in_number_length_and_header():
    gpt2 = Recorded().record("gpt2")
    assert again(gpt2) == gpt2.reconciliation
    with pytest.raises(Mismatch, match="unnamed bytes"):
        reconcile(with_gaps(gpt2, lambda part: attrs.evolve(part, gaps=part.gaps[:-1])))
    last = Gap(0, 4_194_300)
    with pytest.raises(Mismatch, match="unnamed bytes; -4 bytes"):
        reconcile(with_gaps(gpt2, lambda part: attrs.evolve(part, gaps=(*part.gaps[:-1], last))))
    longer = 1109
    with pytest.raises(Mismatch, match=r"header of unnamed tensors; \+1 bytes"):
        reconcile(with_gaps(gpt2, lambda part: attrs.evolve(part, gap_header_bytes=longer)))


def test_the_authors_names_are_the_classs_names():
    gpt2 = Recorded().record("gpt2")
    openai = gpt2.inventories[1]
    (part,) = openai.parts
    first, *rest = part.tensors
    renamed = attrs.evolve(first, name=first.name.replace("h0", "h12"))
    spoilt = attrs.evolve(openai, parts=(attrs.evolve(part, tensors=(renamed, *rest)),))
    with pytest.raises(Mismatch, match=r"missing transformer\.h\.0.*unexpected transformer\.h\.12"):
        reconcile(attrs.evolve(gpt2, inventories=(spoilt,)))


def test_the_authors_data_is_held_to_the_byte():
    medium = Recorded().record("gpt2-medium")
    assert again(medium) == medium.reconciliation
    off = tuple(
        attrs.evolve(it, size=it.size + 4) if it.name.startswith("model.ckpt") else it
        for it in medium.pins
    )
    with pytest.raises(Mismatch, match=r"\+4 bytes"):
        reconcile(attrs.evolve(medium, pins=off))


@pytest.mark.parametrize("name", ["llama-2-70b", "llama-3.2-1b", "llama-3.1-405b", "llama-65b"])
def test_a_committed_reconciliation_comes_out_again(name):
    record = Recorded().record(name)
    assert again(record) == record.reconciliation


KINDS = {
    "exact": "gpt2 llama-7b llama-2-7b llama-2-13b llama-2-70b llama-3-8b llama-3.1-8b "
    "llama-3.1-70b llama-3.2-3b",
    "size": "gpt2-medium llama-3.2-1b",
    "bound": "gpt2-large gpt2-xl llama-3.1-405b",
    "none": "llama-13b llama-30b llama-65b llama-3-70b llama-3.3-70b",
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_committed_record_claims_more_than_is_published(kind):
    for name in KINDS[kind].split():
        assert Recorded().record(name).reconciliation.kind == kind, name


def test_reconciling_leaves_the_facts_as_they_were_published():
    record = Recorded().record("llama-3.1-8b")
    published = {"factor", "high_freq_factor", "low_freq_factor", "rope_type"}
    reconcile(record)
    assert set(record.value("rope_scaling")) == published | {"original_max_position_embeddings"}
