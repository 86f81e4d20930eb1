"""Tables that the library always fills with the same numbers, though training may change them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def fixed_tables(module: Any) -> list[Any]:
    """Let the library fill each table but that of tokens twice, and give those that came out alike.

    XLM's sinusoids are filled in so: drawn at random they would be another model's. Equal rows, of
    zeros say, are only where a learned table begins.
    """
    import torch

    tokens = module.get_input_embeddings()
    found = []
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        for path, table in module.named_modules():
            if isinstance(table, torch.nn.Embedding) and table is not tokens:
                once, again = (_filled(module, path, table) for _ in range(2))
                if once.equal(again) and bool((once - once[:1]).any()):
                    found.append(table.weight)
    return found


def _filled(module: Any, path: str, table: "torch.nn.Embedding") -> "torch.Tensor":
    """Have a table filled as when the whole model is: itself first, then all that it is part of."""
    from transformers import PreTrainedModel

    parts = path.split(".")
    chain = [module.get_submodule(".".join(parts[:it])) for it in range(len(parts), -1, -1)]
    for number, part in enumerate(chain):
        model = next(it for it in chain[number:] if isinstance(it, PreTrainedModel))
        model._init_weights(part)
    return table.weight.detach().clone()
