"""Where the normalizations stand: before a sublayer, after it, both, or before two side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.anatomy import anatomy
from claims._probes.model import Model
from claims._probes.replay import replays

if TYPE_CHECKING:
    import torch

TIMES = 1e3
SAME = 5e-3
ABOUT_AS_LARGE = 3.0
GROWS = 5.0


@dataclass(frozen=True)
class NormPlacement:
    """How the first block's parts grow with its input, and with what its sublayers hand on."""

    placement: str
    attention_input: float
    feed_forward_input: float
    output: float
    output_with_attention: float
    output_with_feed_forward: float


@dataclass(frozen=True)
class _Seen:
    attention_input: "torch.Tensor"
    feed_forward_input: "torch.Tensor"
    output: "torch.Tensor"


def measure(model: Model) -> NormPlacement:
    """Multiply by 1,000 what enters the first block, then what each of its sublayers hands on.

    Measured with torch 2.13 and transformers 5.23 on small models, as the growth of sizes:

    - what enters attention: 1.000 where it was normalised before, within 5e-4, which is epsilon's
      part (tolerance 5e-3); else 1000 (OLMo-2 and post-norm OPT). What enters the feed-forward
      network keeps its size within a factor of 1.5, in another direction.
    - what leaves the block: 20 to 900 where sums aren't normalised, 1.0 where they are.
    - with a sublayer's output grown: the block's grows by 90 and more, or 1.0 where that is
      normalised before it is added (Gemma-2, OLMo-2).
    """
    replay, double = replays(model)[0], model.in_double()
    block = double.blocks[0]
    hand_on = [_attention_out(model, replay.into.path), replay.out.path]
    usual, scaled = _look(double, replay.into.path), _look(double, replay.into.path, entering=TIMES)
    attention, feed_forward = (
        _look(double, replay.into.path, grown=block.get_submodule(path)) for path in hand_on
    )
    seen = NormPlacement(
        placement="",
        attention_input=_growth(usual.attention_input, scaled.attention_input),
        feed_forward_input=_growth(usual.feed_forward_input, scaled.feed_forward_input),
        output=_growth(usual.output, scaled.output),
        output_with_attention=_growth(usual.output, attention.output),
        output_with_feed_forward=_growth(usual.output, feed_forward.output),
    )
    same = usual.feed_forward_input, attention.feed_forward_input
    apart = float((same[0] - same[1]).abs().max() / same[0].abs().max())
    return NormPlacement(_placement(seen, apart < 1e-9), *list(vars(seen).values())[1:])


def _placement(seen: NormPlacement, side_by_side: bool) -> str:
    """Name it; where the parts don't add up to one of the four, nothing is said."""
    before = abs(seen.attention_input - 1) < SAME and seen.feed_forward_input < ABOUT_AS_LARGE
    sums_free = seen.output > GROWS
    handed = (seen.output_with_attention, seen.output_with_feed_forward)
    free = [it > GROWS for it in handed]
    if before and sums_free and all(free):
        return "parallel" if side_by_side else "pre"
    if before and sums_free and not any(free):
        return "both"
    if seen.attention_input > TIMES / 2 and (not sums_free or not any(free)):
        return "post"
    raise CantTell(
        "the norms stand in no place that has a name", **vars(seen) | {"placement": None}
    )


def _attention_out(model: Model, feed_forward: str) -> str:
    """The matrix by which attention hands on what it mixed: the last that isn't feed-forward's."""
    replay = replays(model)[0]
    own = {id(it.module) for it in (replay.into, replay.gate, replay.out) if it}
    others = [it.path for it in anatomy(model).blocks[0].matrices if id(it.module) not in own]
    if not others:
        raise CantTell("no matrix of attention was found", feed_forward=feed_forward)
    return others[-1]


def _look(model: Model, into: str, entering: float = 1, grown: Any = None) -> _Seen:
    """Run with something multiplied; take what enters both sublayers and what leaves the block."""
    block = model.blocks[0]
    first = anatomy(model).blocks[0].matrices[0].path
    seen: dict[str, torch.Tensor] = {}
    hooks = [
        block.register_forward_pre_hook(_entering(entering), with_kwargs=True),
        block.register_forward_hook(lambda _, __, made: seen.update(out=_first(made))),
        block.get_submodule(first).register_forward_pre_hook(
            lambda _, args: seen.update(attention=args[0])
        ),
        block.get_submodule(into).register_forward_pre_hook(
            lambda _, args: seen.update(feed_forward=args[0])
        ),
    ]
    if grown is not None:
        hooks.append(grown.register_forward_hook(lambda _, __, made: made * TIMES))
    try:
        model.logits(model.tokens())
    finally:
        for hook in hooks:
            hook.remove()
    return _Seen(seen["attention"], seen["feed_forward"], seen["out"])


def _entering(times: float) -> Any:
    def multiply(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
        if args:
            return (args[0] * times, *args[1:]), given
        return args, given | {"hidden_states": given["hidden_states"] * times}

    return multiply


def _first(made: Any) -> Any:
    return made[0] if isinstance(made, tuple | list) else made


def _growth(one: "torch.Tensor", other: "torch.Tensor") -> float:
    return float(other.square().mean().sqrt() / one.square().mean().sqrt())
