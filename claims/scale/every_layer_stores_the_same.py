"""Whether the layers of a checkpoint are alike in what is stored of them."""

from claims import Observed, Tensors, claim, edited, gpt2, llama
from claims.scale._listed import listed


@claim(
    statement="Where a checkpoint's tensors are listed, every layer stores the same ones.",
    about=listed([*gpt2, *llama]),
    finding="In each list, every layer has the same {tensors:units} tensors.",
    controls=[
        edited("gpt2", without=[r"h\.5\.mlp\.c_fc\.bias"], expect="failed"),
        edited("llama-2-7b", without=[r"model\.layers\.31\..*"], expect="failed"),
        edited("llama-3-8b", extra=["model.layers.0.self_attn.q_proj.bias"], expect="failed"),
        edited("llama-2-7b", without=[r".*inv_freq"], expect="passed"),
    ],
    origin=["field"],
    sources=["transformers:GPT2Block", "transformers:LlamaDecoderLayer"],
)
def every_layer_stores_the_same(inventory: Tensors) -> Observed:
    """Compare what is listed of each layer that the config states."""
    blocks = inventory.blocks
    alike = {tuple(names) for names in blocks.values()}
    whole = [*blocks] == [*range(inventory.fact("layers"))]
    return Observed(whole and len(alike) == 1, tensors=max(map(len, alike), default=0))
