"""Where the normalizations stand: before a sublayer, after it, both, or before two side by side."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.normalizing import norm_of
from claims._probes.watching.sublayers import Sublayers, sublayers

if TYPE_CHECKING:
    import torch

TIMES = 1e3
SAME = 1e-2
GROWS = 4.8
UNMOVED = 1e-9


@dataclass(frozen=True)
class NormPlacement:
    """How one block's parts grow with its input, and with what its sublayers hand on."""

    placement: str
    attention_input: float
    feed_forward_input: float
    output: float
    output_with_attention: float
    output_with_feed_forward: float


@dataclass
class _Seen:
    """What a block was given, what entered its two sublayers, and what left it."""

    entering: Any = None
    attention: Any = None
    feed_forward: Any = None
    output: Any = None


def measure(model: Model) -> NormPlacement:
    """Multiply by 1,000 what enters each block, then what each of its sublayers hands on.

    Every block is given the input that it had in the first run, so that none is affected by what
    was done to another. Measured with torch 2.13 and transformers 5.23 on small models, as the
    growth of sizes:

    - what enters either sublayer, from an input a thousand times as large to one a million times:
      1 to 3e-4 where it was normalised before, else 1000 (OLMo-2, and attention in post-norm OPT
      and the first GPT). Tolerance 1e-2.
    - what leaves the block, from a thousand times to a million: 957 (Nemotron, whose squares of a
      ReLU outweigh what came in at first) to 1001 where sums aren't normalised, 1.0 where they are.
    - with a sublayer's output grown: the block's grows by 22 (MiniCPM3) to 996, or by .96 to 1.03
      where that is normalised before it is added (Gemma-2, OLMo-2), or the sum (BERT, OPT-350m).
      `GROWS` is the geometric middle of 1.03 and 22, and serves for both.
    """
    points = sublayers(model)
    double = model.in_double()
    usual = _look(double, points)
    scaled, far = (_look(double, points, usual, times=it) for it in (TIMES, TIMES**2))
    attention = _look(double, points, usual, grown=[it.attention_out for it in points])
    feed_forward = _look(double, points, usual, grown=[it.feed_forward_out for it in points])
    blocks = zip(usual, scaled, far, attention, feed_forward, strict=True)
    normalised = [_enters_normalised(double), *[False] * (len(points) - 1)]
    found = [_placed(*it, normalised=by) for it, by in zip(blocks, normalised, strict=True)]
    if len({it.placement for it in found}) > 1:
        raise CantTell(
            "blocks differ in where their norms stand", placements=[it.placement for it in found]
        )
    return found[0]


def _placed(
    usual: _Seen,
    scaled: _Seen,
    far: _Seen,
    attention: _Seen,
    feed_forward: _Seen,
    *,
    normalised: bool,
) -> NormPlacement:
    growths = {
        # Far from where epsilon has a part in it.
        "attention_input": _growth(scaled.attention, far.attention),
        "feed_forward_input": _growth(scaled.feed_forward, far.feed_forward),
        # Of the first thousand little shows where a network of squares outweighs what came in.
        "output": _growth(scaled.output, far.output),
        "output_with_attention": _growth(usual.output, attention.output),
        "output_with_feed_forward": _growth(usual.output, feed_forward.output),
    }
    moved = (attention.feed_forward - usual.feed_forward).abs().max()
    side_by_side = bool(moved < UNMOVED * usual.feed_forward.abs().max())
    others_own = abs(growths["feed_forward_input"] - 1) < SAME and growths["output"] > GROWS
    if normalised and others_own and growths["attention_input"] > TIMES / 2:
        # The norm before the first block is the one that its attention would have.
        growths["attention_input"] = 1.0
    return NormPlacement(_placement(side_by_side=side_by_side, **growths), **growths)


def _enters_normalised(double: Model) -> bool:
    """Whether what enters the first block comes out of a norm, as in ModernBERT."""
    parts = anatomy(double)
    entering = parts.blocks[0].leaves[0].given
    handed_in = [it.module for it in parts.before if it.made.equal(entering)]
    return any(norm_of(it, entering.shape[-1]) for it in handed_in)


def _placement(
    *,
    attention_input: float,
    feed_forward_input: float,
    output: float,
    output_with_attention: float,
    output_with_feed_forward: float,
    side_by_side: bool,
) -> str:
    """Name it; where the parts don't add up to one of the four, nothing is said."""
    before = [abs(it - 1) < SAME for it in (attention_input, feed_forward_input)]
    free = [it > GROWS for it in (output_with_attention, output_with_feed_forward)]
    if all(before) and output > GROWS and all(free):
        return "parallel" if side_by_side else "pre"
    if all(before) and output > GROWS and not any(free):
        return "both"
    if attention_input > TIMES / 2 and not any(free):
        return "post"
    raise CantTell(
        "the norms stand in no place that has a name",
        attention_input=attention_input,
        feed_forward_input=feed_forward_input,
        output=output,
    )


def _look(
    model: Model,
    points: list[Sublayers],
    usual: list[_Seen] | None = None,
    *,
    times: float = 1,
    grown: list[str] | None = None,
) -> list[_Seen]:
    """Run with something multiplied, and look into every block."""
    seen = [_Seen() for _ in points]
    with ExitStack() as stack:
        for number, (it, into) in enumerate(zip(points, seen, strict=True)):
            given = usual[number].entering * times if usual else None
            hooks = [
                it.block.register_forward_pre_hook(_enter(into, given), with_kwargs=True),
                it.block.register_forward_hook(_note(into, "output")),
                _before(it.block, it.attention_in, into, "attention"),
                _before(it.block, it.feed_forward_in, into, "feed_forward"),
            ]
            if grown:
                last = it.block.get_submodule(grown[number])
                hooks.append(last.register_forward_hook(_grow))
            for hook in hooks:
                stack.callback(hook.remove)
        model.logits(model.tokens())
    return seen


def _grow(_: Any, __: Any, made: Any) -> Any:
    """Multiply what is handed on; experts hand on their router's scores beside it."""
    return (made[0] * TIMES, *made[1:]) if isinstance(made, tuple) else made * TIMES


def _enter(seen: _Seen, given: "torch.Tensor | None") -> Any:
    """Note what enters a block, and let something else enter if that is wanted."""

    def enter(_: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        seen.entering = args[0] if args else named["hidden_states"]
        if given is None:
            return None
        return ((given, *args[1:]), named) if args else (args, named | {"hidden_states": given})

    return enter


def _before(block: Any, path: str, seen: _Seen, name: str) -> Any:
    return block.get_submodule(path).register_forward_pre_hook(
        lambda _, args: setattr(seen, name, args[0])
    )


def _note(seen: _Seen, name: str) -> Any:
    def note(_: Any, __: Any, made: Any) -> None:
        setattr(seen, name, made[0] if isinstance(made, tuple | list) else made)

    return note


def _growth(one: "torch.Tensor", other: "torch.Tensor") -> float:
    return float(other.square().mean().sqrt() / one.square().mean().sqrt())
