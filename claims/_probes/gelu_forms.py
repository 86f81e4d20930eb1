"""Whether it matters to a model by which of its two formulas GELU is computed."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model, relative_change
from claims._probes.watching.activations import activations
from claims._probes.watching.replay import Replay, replays

RESTS_ON = ("activation",)

FORMS = ("gelu-tanh", "gelu")


@dataclass(frozen=True)
class GeluForms:
    """Which form it is, and how far the two are apart: in the network, and in the logits."""

    activation: str
    apart: float
    logits: float


def measure(model: Model) -> GeluForms:
    """Give each block's last matrix what either form makes of what came before, and compare.

    Measured with torch 2.13 and transformers 5.23 on small GPT-2s, in float64: `apart`, the largest
    difference within 64 tokens, 4.7e-4, which is the largest that there is; `logits`, in their
    standard deviations, 1e-3. Where next to nothing enters the activation: 1e-9 and 1e-9.
    """
    found = replays(model)
    if any(it.gated or it.activation not in FORMS for it in found):
        raise CantTell("its activation is no GELU", activations=[it.activation for it in found])
    tanh, erf = (activations()[it] for it in FORMS)
    apart = max(float((tanh(it.before) - erf(it.before)).abs().max()) for it in found)
    one, other = (_logits(model, found, form) for form in FORMS)
    return GeluForms(found[0].activation, apart, relative_change(one, other))


def _logits(model: Model, found: tuple[Replay, ...], form: str) -> Any:
    """The logits with every block's activation computed by one form."""
    double = model.in_double()
    with ExitStack() as stack:
        for replay in found:
            made: list[Any] = []
            function = activations()[form]
            into = replay.into.module.register_forward_hook(
                lambda _, __, out, to=made: to.append(out)
            )
            out = replay.out.module.register_forward_pre_hook(
                lambda _, args, source=made, by=function: (by(source.pop()), *args[1:])
            )
            stack.callback(into.remove)
            stack.callback(out.remove)
        return double.logits(double.tokens())
