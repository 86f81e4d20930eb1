"""Whether the LLaMA models called 7B have 7.0 billion parameters."""

from claims import Behaviour, Observed, Tensors, altered, checkpoint, claim, edited, llama
from claims.scale._rounding import holds

STATED, DIGIT = 7_000_000_000, 100_000_000
TWICE_THE_VOCABULARY = {r".*(embed_tokens|lm_head)\.weight": (64000, 4096)}


@claim(
    statement="The LLaMA models called 7B have 7.0 billion parameters.",
    about=[unit for unit in llama if unit.name.endswith("-7b")],
    finding="LLaMA 7B and Llama 2 7B have {parameters} parameters.",
    controls=[
        edited("llama-2-7b", reshaped=TWICE_THE_VOCABULARY, expect="passed"),
        altered("llama-7b", vocabulary=64000, expect="passed"),
        checkpoint("llama-3-8b", expect="failed"),
        checkpoint("gpt2-medium", expect="failed"),
    ],
    origin=["folklore"],
    told=["memory calculators, and articles that multiply the name by the bytes of a parameter"],
    sources=["llama-paper", "llama-2-paper", "transformers:LlamaForCausalLM"],
)
def llama_7b_has_7_0_billion_parameters(inventory: Tensors) -> Observed:
    """Count what is stored, its bytes met exactly; the figure may be rounded or cut off."""
    exactly = inventory.parameters
    return Observed(holds(STATED, exactly, DIGIT), parameters=exactly)


@llama_7b_has_7_0_billion_parameters.also
def built_anew(model: Behaviour) -> Observed:
    """Count the reference class once more, at its full size and without allocating it."""
    exactly = model.at_full_size().parameters
    return Observed(holds(STATED, exactly, DIGIT), parameters=exactly)
