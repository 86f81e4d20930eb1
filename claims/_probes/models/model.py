"""The model that a probe measures: run it, look at its first block, or take a variant of it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from claims._core.observed import CantTell
from claims._probes.models.construction import construct
from claims._probes.models.precision import default_precision
from claims._probes.models.recipe import Recipe

if TYPE_CHECKING:
    import torch

Seen = TypeVar("Seen")
# Long enough for slow rotations and far distances to show, and quick.
LENGTH = 64


@dataclass(frozen=True)
class Model:
    """A small model with random weights, known by its recipe; equal recipes share one module."""

    recipe: Recipe

    @property
    def module(self) -> Any:
        """The transformers model itself; shared, so whoever changes it must change it back."""
        return construct(self.recipe).module

    @property
    def blocks(self) -> "torch.nn.ModuleList":
        """The stack of transformer blocks."""
        return construct(self.recipe).blocks

    def once(self, look: "Callable[[Model], Seen]") -> "Seen":
        """Look at it in a way, or recall what was seen of this very module.

        Apart from the module it would be recalled of one whose hooks no other run sets off.
        """
        seen = construct(self.recipe).seen
        if look not in seen:
            seen[look] = look(self)
        return cast("Seen", seen[look])

    @property
    def config(self) -> Any:
        """The config that the module was built from."""
        return self.module.config

    def with_layers(self, layers: int) -> "Model":
        """Keep the first blocks alone, with the weights that they have."""
        return Model(replace(self.recipe, layers=layers))

    def redrawn(self, seed: int | None = None) -> "Model":
        """Take the same structure with other random parameters, the next ones unless told which."""
        other = self.recipe.seed + 1 if seed is None else seed
        return Model(replace(self.recipe, seed=other))

    def as_initialised(self) -> "Model":
        """Take the parameters that the library itself starts from."""
        return Model(replace(self.recipe, wide=False))

    def in_double(self) -> "Model":
        """Take the same weights in float64."""
        return Model(replace(self.recipe, double=True))

    @property
    def takes_positions(self) -> bool:
        """Whether positions can be passed; BLOOM and MPT count for themselves."""
        return "position_ids" in inspect.signature(self.module.forward).parameters

    def tokens(self, length: int = LENGTH, seed: int = 0) -> "torch.Tensor":
        """Draw one random sequence, without the few low ids that may be special."""
        import torch

        generator = torch.Generator().manual_seed(seed)
        vocabulary = self.config.vocab_size
        return torch.randint(8, vocabulary, (1, length), generator=generator)

    def run(
        self, tokens: "torch.Tensor", positions: "torch.Tensor | None" = None, **wanted: bool
    ) -> Any:
        """Run it forward, at these positions if any are given.

        The mask is always passed: without one, a gap in the positions reads as the seam between
        two sequences packed into one.
        """
        import torch

        given: dict[str, Any] = {"input_ids": tokens, "attention_mask": torch.ones_like(tokens)}
        if positions is not None:
            if not self.takes_positions:
                raise CantTell(f"{type(self.module).__name__} takes no positions from outside")
            given["position_ids"] = positions.expand_as(tokens)
        with default_precision(double=self.recipe.double):
            return self.module(**given, **wanted)

    def logits(
        self, tokens: "torch.Tensor", positions: "torch.Tensor | None" = None
    ) -> "torch.Tensor":
        """Run it without gradients and take the logits."""
        import torch

        with torch.no_grad():
            logits: torch.Tensor = self.run(tokens, positions, use_cache=False).logits
        return logits

    def entering_first_block(
        self,
        tokens: "torch.Tensor",
        positions: "torch.Tensor | None" = None,
        before: Any = None,
    ) -> "torch.Tensor":
        """Take what enters the first block, or a module before it; what lies behind isn't run."""

        def stop(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> None:
            raise _Entered(args[0] if args else given["hidden_states"])

        handle = (before or self.blocks[0]).register_forward_pre_hook(stop, with_kwargs=True)
        try:
            self.run(tokens, positions, use_cache=False)
        except _Entered as entered:
            return entered.hidden
        finally:
            handle.remove()
        raise CantTell(f"{type(self.module).__name__} runs without its first block")


class _Entered(Exception):
    """Carries what entered the first block out of the model."""

    def __init__(self, hidden: "torch.Tensor") -> None:
        super().__init__()
        self.hidden = hidden


def relative_change(one: "torch.Tensor", other: "torch.Tensor") -> float:
    """The largest difference, in standard deviations of the first."""
    return float((one - other).detach().abs().max() / one.detach().std())
