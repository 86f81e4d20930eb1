"""One and the same vector at every position of the first block: what then differs is attention's.

Vectors added to the embeddings are thereby taken out, so that a model which has both is seen
to have both.
"""

from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.model import LENGTH, Model

if TYPE_CHECKING:
    import torch

TOKEN = 11


def cached_keys(model: Model) -> "torch.Tensor":
    """The first layer's cached keys for one repeated input: heads × positions × width."""
    import torch

    tokens = torch.full((1, LENGTH), TOKEN)
    with torch.no_grad(), model.entering(lambda hidden: hidden[:, :1].expand_as(hidden)):
        seen = model.run(tokens, use_cache=True)
    cache = getattr(seen, "past_key_values", None)
    layers = getattr(cache, "layers", None)
    if not layers or not hasattr(layers[0], "keys"):
        raise CantTell(f"{type(model.module).__name__} keeps no keys that could be looked at")
    keys: torch.Tensor = layers[0].keys[0]
    return keys
