"""How wide the stored queries and keys are: keys are narrower where heads are shared."""

from claims import Tensors


def query_and_key_rows(inventory: Tensors) -> tuple[int, int]:
    """The rows of the two matrices; raises Inapplicable where one matrix makes both."""
    queries, _ = inventory.shape(r".*self_attn\.q_proj\.weight")
    keys, _ = inventory.shape(r".*self_attn\.k_proj\.weight")
    return queries, keys
