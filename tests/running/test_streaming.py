"""A model that is run a layer at a time says what it says when run whole, and takes less memory."""

import errno
import io
import weakref
from math import log

import pytest
import torch
from safetensors.torch import load_file, save_file

from claims._checkpoints.weights.stored import Stored
from claims._core.errors import Refused
from claims._probes.models.construction import stack_of_blocks
from claims._running import streaming
from claims._running.alike import Alike
from claims._running.alternative import alternatives
from claims._running.kept import Kept
from claims._running.streaming import AS_PUBLISHED, losses_of, streamed
from claims._running.whole import run_whole
from tests.running.models import rounding, saved, some_windows
from tests.weights.here import in_folder


class Watched(Stored):
    """Notes what is read how often, and how many bytes of all that are still held at each time."""

    def __init__(self, folder):
        here = in_folder(folder)
        super().__init__(here.places, here.reader)
        vars(self).update(reads=[], held=0, peak=0)

    def read(self, name, rows=None):
        array = super().read(name, rows)
        self.reads.append(name)
        vars(self)["held"] += array.nbytes
        vars(self)["peak"] = max(self.peak, self.held)
        weakref.finalize(array, self.let_go, array.nbytes)
        return array

    def let_go(self, size):
        vars(self)["held"] -= size


def bytes_of(module):
    return sum(it.nbytes for it in {id(it): it for it in module.parameters()}.values())


def fitting(module):
    return [it for it in alternatives() if it.fits(stack_of_blocks(module)[0], module)]


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_logits_are_those_of_the_whole_model(kind, tmp_path, monkeypatch):
    module, tokens = saved(kind, tmp_path), some_windows()
    with torch.no_grad():
        whole = module(input_ids=tokens, use_cache=False).logits
    monkeypatch.setattr(streaming, "losses_of", lambda pieces, _: torch.cat([*pieces], 1))
    alone = streamed(module.config, in_folder(tmp_path), tokens)[AS_PUBLISHED]
    assert float((alone - whole).abs().max()) <= rounding(module, whole)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_no_more_logits_are_held_than_are_meant_to_be(kind, tmp_path, monkeypatch):
    module, tokens = saved(kind, tmp_path), some_windows(number=3)
    whole = streamed(module.config, in_folder(tmp_path), tokens)[AS_PUBLISHED]
    seen = []

    def noting(pieces, batch):
        made = [*pieces]
        seen.extend(it.numel() for it in made)
        return losses_of(made, batch)

    most = 5 * 96
    monkeypatch.setattr(streaming, "LOGITS", most)
    monkeypatch.setattr(streaming, "losses_of", noting)
    pieces = streamed(module.config, in_folder(tmp_path), tokens)[AS_PUBLISHED]
    assert (max(seen), len(seen)) == (most, 3 * 5)
    # A mean of 23 losses of up to 100 or so, each off by the roundings of its sums.
    assert torch.allclose(pieces, whole, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_what_windows_and_alternatives_are_handed_alike_is_kept_once(kind, tmp_path, monkeypatch):
    made = []

    class Watching(Alike):
        def __init__(self):
            super().__init__()
            made.append(self)

    monkeypatch.setattr(streaming, "Alike", Watching)
    monkeypatch.setattr(streaming, "LOGITS", 1)
    module = saved(kind, tmp_path)
    streamed(module.config, in_folder(tmp_path), some_windows(number=8), fitting(module))
    (alike,) = made
    masks = [it for it in alike._kept if it.shape[-2:] == (24, 24)]
    # That of the model as published, and of the one that has none; a rotation has two tables.
    assert len(masks) <= 2
    assert len(alike._kept) <= 2 + 2 * (1 + len(fitting(module)))


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_with_alternatives_losses_are_those_of_whole_models_with_the_same(kind, tmp_path):
    module, tokens = saved(kind, tmp_path), some_windows()
    tried = fitting(module)
    assert len(tried) >= 7
    together = streamed(module.config, in_folder(tmp_path), tokens, tried)
    apart = run_whole(in_folder(tmp_path), tokens, tried, lambda _: saved(kind, tmp_path))
    assert list(together) == [AS_PUBLISHED, *(it.name for it in tried)] == list(apart)
    for name, losses in together.items():
        # Of logits of up to 100 or so, the losses are sums of as many terms as there are tokens.
        assert torch.allclose(losses, apart[name], rtol=1e-4, atol=1e-4), name


def test_what_was_published_is_not_touched_by_what_is_tried_beside_it(tmp_path):
    module, tokens = saved("gpt2", tmp_path), some_windows()
    alone = streamed(module.config, in_folder(tmp_path), tokens)
    beside = streamed(module.config, in_folder(tmp_path), tokens, fitting(module))
    assert torch.equal(alone[AS_PUBLISHED], beside[AS_PUBLISHED])
    assert all(not torch.equal(beside[it], alone[AS_PUBLISHED]) for it in beside if it)


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_no_more_than_one_layer_the_embeddings_or_the_head_is_ever_held(kind, tmp_path):
    module = saved(kind, tmp_path)
    layer = bytes_of(stack_of_blocks(module)[0])
    head = bytes_of(module.get_output_embeddings())
    around = bytes_of(module) - 5 * layer - (head if kind == "llama" else 0)
    stored = Watched(tmp_path)
    streamed(module.config, stored, some_windows(), fitting(module))
    assert stored.peak == max(layer, around) < bytes_of(module) / 2
    assert stored.held == 0


def test_however_much_text_a_layer_is_read_once_for_all_alternatives(tmp_path):
    module = saved("llama", tmp_path)
    stored = Watched(tmp_path)
    streamed(module.config, stored, some_windows(number=40), fitting(module))
    assert len(stored.reads) - 1 == len(set(stored.reads)) == 5 * 9 + 3
    assert stored.reads.count("model.norm.weight") == 2


def test_what_flows_between_layers_takes_no_memory(tmp_path):
    file = io.BytesIO()
    kept, other = Kept(file), Kept(file)
    before = [torch.randn(2, 3, 4), torch.randn(1, 3, 4)]
    for it in before:
        kept.append(it)
        other.append(-it)
    kept[1] = before[1] + 1
    assert torch.equal(kept[0], before[0])
    assert torch.equal(kept[1], before[1] + 1)
    assert torch.equal(other[1], -before[1])
    assert not [it for it in vars(kept).values() if isinstance(it, torch.Tensor)]
    with pytest.raises(Refused, match=r"expected \[1, 3, 4\] .* measured \[1, 3, 5\]"):
        kept[1] = torch.randn(1, 3, 5)


def test_a_full_disk_is_told_with_a_way_on():
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Refused, match="measured “No space left on device”; TMPDIR may name"):
        Kept(Full()).append(torch.ones(1))


def test_names_may_leave_out_the_first_word_of_the_class(tmp_path):
    module, tokens = saved("gpt2", tmp_path), some_windows()
    before = streamed(module.config, in_folder(tmp_path), tokens)
    path = tmp_path / "model.safetensors"
    renamed = {it.removeprefix("transformer."): tensor for it, tensor in load_file(path).items()}
    save_file(renamed, path)
    assert torch.equal(
        streamed(module.config, in_folder(tmp_path), tokens)[AS_PUBLISHED], before[AS_PUBLISHED]
    )


def changed(folder, change):
    path = folder / "model.safetensors"
    tensors = load_file(path)
    change(tensors)
    save_file(tensors, path)


def test_a_missing_tensor_is_refused_by_name(tmp_path):
    module = saved("llama", tmp_path)
    changed(tmp_path, lambda it: it.pop("model.layers.3.mlp.up_proj.weight"))
    with pytest.raises(Refused, match=r"expected a tensor model\.layers\.3\.mlp\.up_proj\.weight"):
        streamed(module.config, in_folder(tmp_path), some_windows())


def test_a_tensor_of_another_shape_is_refused_with_both(tmp_path):
    module = saved("llama", tmp_path)
    changed(tmp_path, lambda it: it.update({"model.norm.weight": torch.ones(33)}))
    with pytest.raises(Refused, match=r"model\.norm\.weight: expected \[32\], measured \[33\]"):
        streamed(module.config, in_folder(tmp_path), some_windows())


@pytest.mark.parametrize("wider", ["model.norm.weight", ""], ids=["one", "all"])
def test_numbers_of_double_precision_are_run_in_single(wider, tmp_path):
    module, tokens = saved("llama", tmp_path), some_windows()
    before = streamed(module.config, in_folder(tmp_path), tokens)
    changed(
        tmp_path,
        lambda it: it.update({key: each.double() for key, each in it.items() if wider in key}),
    )
    after = streamed(module.config, in_folder(tmp_path), tokens)
    assert torch.equal(after[AS_PUBLISHED], before[AS_PUBLISHED])


def test_whole_numbers_are_refused_by_name(tmp_path):
    module = saved("llama", tmp_path)
    whole = {"model.norm.weight": torch.ones(32, dtype=torch.int8)}
    changed(tmp_path, lambda it: it.update(whole))
    with pytest.raises(Refused, match=r"model\.norm\.weight: expected floating .*, measured I8"):
        streamed(module.config, in_folder(tmp_path), some_windows())


def test_a_block_that_hands_on_more_than_a_tensor_is_refused(tmp_path):
    module = saved("bloom", tmp_path)
    with pytest.raises(Refused, match="BloomBlock: expected a block that hands on one tensor"):
        streamed(module.config, in_folder(tmp_path), some_windows())


def test_a_loss_is_that_of_each_token_given_those_before():
    logits = torch.full((1, 3, 4), 0.0)
    logits[0, 0, 2] = 100.0  # sure of the token that comes, then of nothing
    tokens = torch.tensor([[1, 2, 3]])
    for pieces in ([logits], logits.split(1, 1), logits.split(2, 1)):
        assert losses_of(pieces, tokens).tolist() == pytest.approx([log(4) / 2])
