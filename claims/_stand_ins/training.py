"""Training a stand-in from a fixed seed: the same bytes again on the same machine and versions.

Another processor adds in another order, and leaves other last digits.
"""

from collections.abc import Iterator
from math import cos, pi
from typing import TYPE_CHECKING, Any

from claims._stand_ins.shape import CONTEXT

if TYPE_CHECKING:
    import torch

SEED = 0
STEPS = 600
BATCH = 16
RATE = 3e-3
WARM_UP = 50


def untrained(settings: dict[str, Any]) -> Any:
    """Build the class with the library's own draw, from the seed."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    # The order of sums, and with it the last digit, depends on both.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    stated = dict(settings)
    config = AutoConfig.for_model(stated.pop("model_type"), **stated)
    return AutoModelForCausalLM.from_config(config)


def train(module: Any, tokens: "torch.Tensor", steps: int = STEPS) -> Iterator[float]:
    """Train in place on random stretches of a text; give the loss of each step as it is taken.

    The rate rises and falls over STEPS steps, however many of them are taken.
    """
    import torch
    from torch.nn.functional import cross_entropy

    generator = torch.Generator().manual_seed(SEED)
    optimiser = torch.optim.AdamW(module.parameters(), lr=RATE, betas=(0.9, 0.95))
    module.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = _rate(step)
        starts = torch.randint(len(tokens) - CONTEXT, (BATCH,), generator=generator)
        batch = torch.stack([tokens[it : it + CONTEXT] for it in starts.tolist()])
        logits = module(input_ids=batch, use_cache=False).logits[:, :-1]
        loss: Any = cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimiser.step()
        yield float(loss.detach())
    module.eval()


def _rate(step: int) -> float:
    """Rise in a straight line, then fall along a cosine to a tenth."""
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    done = (step - WARM_UP) / (STEPS - WARM_UP)
    return RATE * (0.1 + 0.45 * (1 + cos(pi * done)))
