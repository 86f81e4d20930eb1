"""Running a model whole, parted over GPUs by `accelerate`, once for each alternative.

That library knows how to place a model on any number of devices. Here it is loaded anew for each
alternative, since what it puts around modules refers to them and can't be shared.
"""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from math import prod
from typing import TYPE_CHECKING, Any

from claims._checkpoints.weights.stored import Stored
from claims._probes.models.construction import stack_of_blocks
from claims._running.alternative import Alternative
from claims._running.streaming import AS_PUBLISHED, Losses, batched, losses_of

if TYPE_CHECKING:
    import torch

# What transformers itself lets weights take of each device's free memory; the rest would be put
# where it is slow, and a layer at a time is quicker then.
FOR_WEIGHTS = 0.9

Load = Callable[[Stored], Any]


def gpus_can_hold_it(stored: Stored) -> bool:
    """Whether all of it fits on the GPUs that there are, and the library is there that parts it."""
    import torch

    if not torch.cuda.is_available() or find_spec("accelerate") is None:
        return False
    free = sum(torch.cuda.mem_get_info(it)[0] for it in range(torch.cuda.device_count()))
    return sum(prod(stored.shape(it)) for it in stored.names()) * 4 <= free * FOR_WEIGHTS


def load(stored: Stored) -> Any:
    """Load the model in 32 bits, parted over whatever devices there are."""
    import torch
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(
        stored.location,
        revision=stored.revision,
        local_files_only=True,
        device_map="auto",
        dtype=torch.float32,
        attn_implementation="eager",
    ).eval()


def run_whole(
    stored: Stored,
    windows: "torch.Tensor",
    alternatives: Sequence[Alternative] = (),
    loaded: Load = load,
) -> Losses:
    """The loss of each window, as published (under "") and for each alternative."""
    import torch

    losses: Losses = {}
    for each in (None, *alternatives):
        module = loaded(stored)
        stored.was_loaded()
        if each is not None:
            _change(module, each)
        entry = module.get_input_embeddings().weight.device
        with torch.no_grad():
            logits = (
                ([module(input_ids=it.to(entry), use_cache=False).logits.cpu()], it)
                for it in batched(windows, 1)
            )
            made = torch.cat([losses_of(*it) for it in logits])
        losses[each.name if each else AS_PUBLISHED] = made
    return losses


def _change(module: Any, alternative: Alternative) -> None:
    """Change every block, and what stands around them."""
    stack = stack_of_blocks(module)
    for number, block in enumerate(stack):
        stack[number] = alternative.in_block(block)
    inside = {id(it) for it in stack.modules()}
    for path in alternative.place.around(module):
        if id(module.get_submodule(path)) not in inside:
            module.set_submodule(path, alternative.patch(module.get_submodule(path)))
