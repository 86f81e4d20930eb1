"""Whether a token takes half a mebibyte of LLaMA's cache of keys and values, in 16 bits."""

from claims import Config, Observed, Tensors, altered, checkpoint, claim, edited, llama
from claims._checkpoints.formulas import Sizes, cache_bytes_a_token
from claims.attention._cost import stored_cost

HALF_A_MEBIBYTE = 2**19
NARROW = {r".*self_attn\.[kv]_proj\.weight": (1024, 4096)}


@claim(
    statement="In LLaMA, each token takes half a mebibyte of cache in 16 bits.",
    about=llama,
    finding="A token takes LLaMA's cache, in 16 bits, {cache_bytes_a_token:units} bytes.",
    controls=[
        checkpoint("gpt2", expect="failed"),
        altered("llama-7b", kv_heads=8, expect="failed"),
        altered("llama-3-8b", kv_heads=32, expect="passed"),
        edited("llama-2-7b", reshaped=NARROW, expect="failed"),
    ],
    origin=["field"],
    sources=["gqa-paper", "llama-paper", "llama-3-paper", "transformers:LlamaAttention"],
)
def llama_caches_half_a_mebibyte_a_token(config: Config) -> Observed:
    """Multiply out key-value heads, their width and the layers, keys and values alike."""
    total = cache_bytes_a_token(Sizes(config.fact))
    return _observed(total, layers=config.fact("layers"), kv_heads=config.fact("kv_heads"))


@llama_caches_half_a_mebibyte_a_token.also
def stored_matrices(inventory: Tensors) -> Observed:
    """As many numbers are cached as the stored matrices of keys and values put out."""
    layers = inventory.fact("layers")
    return _observed(layers * stored_cost(inventory).cache_bytes, layers=layers)


def _observed(total: int, **read: int) -> Observed:
    return Observed(total == HALF_A_MEBIBYTE, cache_bytes_a_token=total, **read)
