"""Whether the number of parameters that the hub shows on a model's page is their number."""

from claims import Observed, Tensors, claim, edited, gpt2, llama

FREQUENCIES = "model.layers.0.self_attn.rotary_emb.inv_freq"


@claim(
    statement="The number of parameters on a model's hub page is its number of parameters.",
    about=[*gpt2, *llama],
    finding=(
        "The hub's badge counts every number that is stored, the layers' buffers included: "
        "{sum:units}; where none are stored, it is the number of parameters."
    ),
    controls=[
        edited("gpt2", without=[r"h\.\d+\.attn\.bias"], expect="passed"),
        edited("llama-2-7b", without=[r".*inv_freq"], expect="passed"),
        edited("llama-3-8b", extra=[FREQUENCIES], expect="failed"),
    ],
    origin=["folklore"],
    told=["lists and tables of models that copy the number from there"],
    sources=["safetensors-metadata", "transformers:GPT2LMHeadModel"],
)
def the_hub_badge_is_the_parameter_count(inventory: Tensors) -> Observed:
    """Count all that the weights hold, as the hub does, and tell how the rest comes together."""
    badge, parameters = inventory.stored_elements, inventory.parameters
    sizes = list(inventory.buffers.values())
    said = f"{badge:,} = {parameters:,} + {len(sizes)} × {max(sizes, default=0):,}"
    return Observed(badge == parameters, parameters=parameters, sum=said if sizes else None)
