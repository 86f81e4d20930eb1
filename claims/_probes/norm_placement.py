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
# What is added as it is grows a thousandfold with it; what is normalised stays.
FREE, HELD = TIMES / 2, 2.0


@dataclass(frozen=True)
class NormPlacement:
    """How one block's parts grow with its input, and its output with what its sublayers add."""

    placement: str
    attention_input: float
    feed_forward_input: float
    output: float
    added_by_attention: float
    added_by_feed_forward: float


@dataclass
class _Seen:
    """What a block was given, what entered its two sublayers, and what left it."""

    entering: Any = None
    attention: Any = None
    feed_forward: Any = None
    output: Any = None


@dataclass(frozen=True)
class _Runs:
    """One block as usual, with its input grown, and with what each sublayer hands on grown.

    Each is grown twice, so that what small factors make little of shows as well.
    """

    usual: _Seen
    input: tuple[_Seen, _Seen]
    attention: tuple[_Seen, _Seen]
    feed_forward: tuple[_Seen, _Seen]

    def added(self, grown: tuple[_Seen, _Seen]) -> float:
        """How what is added to the usual output grows from the first time to the second."""
        one, other = (it.output - self.usual.output for it in grown)
        return _growth(one, other)


def measure(model: Model) -> NormPlacement:
    """Multiply by thousands what enters each block, then what each of its sublayers hands on.

    Every block is given the input that it had in the first run, so that none is affected by what
    was done to another. Measured with torch 2.13 and transformers 5.23 on small models, as the
    growth of sizes:

    - what enters either sublayer, from an input a thousand times as large to one a million times:
      1 to 4e-4 where it was normalised before, else 1000 (OLMo-2, and attention in post-norm OPT
      and the first GPT). Tolerance 1e-2.
    - what leaves the block, from a thousand times to a million: 957 (Nemotron, whose squares of a
      ReLU outweigh what came in at first) to 1001 where sums aren't normalised, 1 to 2e-4 where
      they are. Above 4.8 it grows.
    - what a sublayer adds to the block's output, from a million times as large to a billion: 1000
      to .002 where it is free, however small a factor it is added with (Granite's may be .001); .88
      to 1.15 where it is normalised first (EXAONE-4, Gemma-4), or the sum is (BERT, OPT-350m).
      Above 500 it is free, below 2 it is held.
    - what enters the feed-forward network, as attention hands on a million times as much: moved by
      0.0 of its largest value where the two are side by side, by .027 and more where one follows
      the other and what is added is free (Nemotron). Tolerance 1e-9.
    """
    points = sublayers(model)
    double = model.in_double()
    usual = _look(double, points)
    far, farther = TIMES**2, TIMES**3
    scaled = [_look(double, points, usual, times=it) for it in (TIMES, far)]
    attention, feed_forward = (
        [_look(double, points, usual, grown=paths, by=it) for it in (far, farther)]
        for paths in ([it.attention_out for it in points], [it.feed_forward_out for it in points])
    )
    twice = (zip(*it, strict=True) for it in (scaled, attention, feed_forward))
    runs = [_Runs(*it) for it in zip(usual, *twice, strict=True)]
    normalised = [_enters_normalised(double), *[False] * (len(points) - 1)]
    found = [_placed(it, normalised=by) for it, by in zip(runs, normalised, strict=True)]
    if len({it.placement for it in found}) > 1:
        raise CantTell(
            "blocks differ in where their norms stand", placements=[it.placement for it in found]
        )
    return found[0]


def _placed(runs: _Runs, *, normalised: bool) -> NormPlacement:
    # Far from where epsilon has a part in it; of the first thousand little shows where a network
    # of squares outweighs what came in.
    scaled, far = runs.input
    growths = {
        "attention_input": _growth(scaled.attention, far.attention),
        "feed_forward_input": _growth(scaled.feed_forward, far.feed_forward),
        "output": _growth(scaled.output, far.output),
        "added_by_attention": runs.added(runs.attention),
        "added_by_feed_forward": runs.added(runs.feed_forward),
    }
    entering = runs.usual.feed_forward
    moved = (runs.attention[0].feed_forward - entering).abs().max()
    side_by_side = bool(moved < UNMOVED * entering.abs().max())
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
    added_by_attention: float,
    added_by_feed_forward: float,
    side_by_side: bool,
) -> str:
    """Name it; where the parts don't add up to one of the four, nothing is said."""
    before = [abs(it - 1) < SAME for it in (attention_input, feed_forward_input)]
    added = (added_by_attention, added_by_feed_forward)
    free, held = all(it > FREE for it in added), all(it < HELD for it in added)
    if all(before) and output > GROWS and free:
        return "parallel" if side_by_side else "pre"
    if all(before) and output > GROWS and held:
        return "both"
    if attention_input > TIMES / 2 and held:
        return "post"
    raise CantTell(
        "the norms stand in no place that has a name",
        attention_input=attention_input,
        feed_forward_input=feed_forward_input,
        output=output,
        added_by_attention=added_by_attention,
        added_by_feed_forward=added_by_feed_forward,
    )


def _look(
    model: Model,
    points: list[Sublayers],
    usual: list[_Seen] | None = None,
    *,
    times: float = 1,
    grown: list[str] | None = None,
    by: float = 1,
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
                hooks.append(last.register_forward_hook(_grow(by)))
            for hook in hooks:
                stack.callback(hook.remove)
        model.logits(model.tokens())
    return seen


def _grow(times: float) -> Any:
    """Multiply what is handed on; experts hand on their router's scores beside it."""

    def grow(_: Any, __: Any, made: Any) -> Any:
        return (made[0] * times, *made[1:]) if isinstance(made, tuple) else made * times

    return grow


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
