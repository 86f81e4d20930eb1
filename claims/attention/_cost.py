"""What attention costs in one layer, from stated facts and from stored shapes."""

from dataclasses import dataclass
from math import prod

from claims import Config, Tensors
from claims._checkpoints.formulas import CACHED_AS, Sizes, attention_matrices, cached_a_layer


@dataclass(frozen=True)
class AttentionCost:
    """Sizes of one layer: its width, what a token leaves in the cache, and its matrices."""

    width: int
    cached: int
    projected: int

    @property
    def cache_bytes(self) -> int:
        """The bytes that a token leaves in one layer's cache."""
        return CACHED_AS * self.cached

    @property
    def cache_a_unit(self) -> float:
        """Those bytes for each unit of the width, so that models of any size compare."""
        return self.cache_bytes / self.width

    @property
    def matrices_a_unit(self) -> float:
        """The matrices' elements for each unit of the width squared."""
        return self.projected / self.width**2


def stated_cost(config: Config) -> AttentionCost:
    """Multiply out what the config states of heads and their width."""
    sizes = Sizes(config.fact)
    return AttentionCost(sizes.hidden_size, cached_a_layer(sizes), attention_matrices(sizes))


def stored_cost(inventory: Tensors) -> AttentionCost:
    """Add up the stored matrices; GPT-2's first one holds queries, keys and values."""
    stored = inventory.shapes(r".*attn\..*\.weight")
    matrices = {name.split(".")[-2]: shape for name, shape in stored.items()}
    projected = sum(map(prod, matrices.values()))
    if "c_attn" in matrices:
        (width, everything), (queries, _) = matrices["c_attn"], matrices["c_proj"]
        return AttentionCost(width, everything - queries, projected)
    (keys, width), (values, _) = matrices["k_proj"], matrices["v_proj"]
    return AttentionCost(width, keys + values, projected)
