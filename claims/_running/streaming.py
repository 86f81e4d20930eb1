"""Running a model one layer at a time, for several alternatives at once: each is read once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from claims._checkpoints.weights.stored import Stored
from claims._core.errors import Refused
from claims._running.alike import Alike
from claims._running.alternative import Alternative
from claims._running.kept import Kept
from claims._running.passing import Call, Passing, Reached
from claims._running.sharing import let_go, sharing
from claims._running.skeleton import Skeleton

if TYPE_CHECKING:
    import torch

Losses = dict[str, "torch.Tensor"]
AS_PUBLISHED = ""
# Of logits that are in memory at once.
LOGITS = 2**24


@dataclass
class _Variant:
    """The model as published or with an alternative: around the blocks, and what flows in it."""

    alternative: Alternative | None
    around: Any
    hidden: Kept
    alike: Alike
    calls: list[list[Call]] = field(default_factory=list)

    @property
    def passing(self) -> list[Passing]:
        return [it for it in self.around.modules() if isinstance(it, Passing)]

    def enter(self, batch: "torch.Tensor") -> None:
        """Run up to the first block, and note how each block is called."""
        self.passing[-1].stops = True
        with suppress(Reached):
            self.around(input_ids=batch, use_cache=False)
        first = self.passing[0].given
        assert first is not None
        self.hidden.append(first)
        calls = [it.call for it in self.passing]
        self.calls.append([Call(self.alike(it.positional), self.alike(it.named)) for it in calls])

    def through(self, block: Any, number: int) -> None:
        """Run one block on every batch."""
        changed = sharing(block)
        changed = self.alternative.in_block(changed) if self.alternative else changed
        for i, calls in enumerate(self.calls):
            call = calls[number]
            made = changed(self.hidden[i], *call.positional, **call.named)
            if type(made) is tuple:
                kind = type(block).__name__
                raise Refused(f"{kind}: expected a block that hands on one tensor, measured more")
            self.hidden[i] = made
        let_go(changed)

    def leave(self, around: Any, batches: Sequence["torch.Tensor"]) -> Iterator["torch.Tensor"]:
        """Run from the last block on: the losses of each batch's windows."""
        # Made anew: what it was made of before is no longer in memory.
        self.around = _altered(self.alternative, around)
        for i, batch in enumerate(batches):
            self.passing[-1].made = self.hidden[i]
            yield losses_of(self._logits(batch), batch)
        let_go(self.around)

    def _logits(self, batch: "torch.Tensor") -> Iterator["torch.Tensor"]:
        """The logits of as many positions at a time as memory is meant for."""
        import torch

        at_once = max(1, LOGITS // (len(batch) * self.around.config.vocab_size))
        for begin in range(0, batch.shape[1], at_once):
            positions = torch.arange(begin, min(begin + at_once, batch.shape[1]))
            ran = self.around(input_ids=batch, use_cache=False, logits_to_keep=positions)
            yield ran.logits


def streamed(
    config: Any,
    stored: Stored,
    windows: "torch.Tensor",
    alternatives: Sequence[Alternative] = (),
) -> Losses:
    """The loss of each window in nats a token, as published (under "") and for each alternative.

    One layer is in memory at a time, or the embeddings, or the head; what stands between two layers
    is kept on disk, so that each layer is read once for all windows and all alternatives.
    """
    import torch

    skeleton = Skeleton(config, stored)
    batches = batched(windows, _batch(skeleton, windows))
    with torch.no_grad(), TemporaryFile() as file:
        with skeleton.filled_before() as around:
            alike, tried = Alike(), (None, *alternatives)
            variants = [_Variant(it, _altered(it, around), Kept(file), alike) for it in tried]
            for variant in variants:
                for batch in batches:
                    variant.enter(batch)
                let_go(variant.around)
        for number, block in enumerate(skeleton.blocks):
            with skeleton.filled(block):
                for variant in variants:
                    variant.through(block, number)
        with skeleton.filled_behind() as around:
            return {_name(it): torch.cat([*it.leave(around, batches)]) for it in variants}


def _altered(alternative: Alternative | None, around: Any) -> Any:
    own = sharing(around)
    return alternative.around(own) if alternative else own


def _name(variant: _Variant) -> str:
    return variant.alternative.name if variant.alternative else AS_PUBLISHED


def losses_of(pieces: Iterable["torch.Tensor"], tokens: "torch.Tensor") -> "torch.Tensor":
    """The mean cross-entropy of each window's tokens, given those before them.

    Logits come in pieces, of some positions after the others; those of the last tell of no token.
    """
    import torch

    at, surprises = 1, []
    for logits in pieces:
        following = tokens[:, at : at + logits.shape[1]]
        told = logits[:, : following.shape[1]].transpose(1, 2).float()
        surprises.append(torch.nn.functional.cross_entropy(told, following, reduction="none"))
        at += logits.shape[1]
    return torch.cat(surprises, 1).mean(1)


def _batch(skeleton: Skeleton, windows: "torch.Tensor") -> int:
    vocabulary: int = skeleton.module.config.vocab_size
    return max(1, LOGITS // (windows.shape[1] * vocabulary))


def batched(windows: "torch.Tensor", size: int) -> list["torch.Tensor"]:
    """So many windows at a time."""
    return [windows[i : i + size] for i in range(0, len(windows), size)]
