"""Whether tokens' and positions' embeddings are a small part of all parameters."""

from math import prod

from claims import Config, Observed, Tensors, claim, edited, gpt2, llama

SMALL = 0.1


@claim(
    statement="The embeddings are a small share of the parameters: a tenth at most.",
    about=[*gpt2, *llama],
    finding=(
        "Of all parameters {percent:range} % are embeddings, by size and vocabulary, and more than "
        "a tenth in {large_in}."
    ),
    controls=[
        edited("gpt2", reshaped={r".*(wte|lm_head)\.weight": (5000, 768)}, expect="passed"),
        edited("llama-2-7b", reshaped={r".*(embed|lm_head).*": (128256, 4096)}, expect="failed"),
    ],
    origin=["field"],
    sources=["transformers:GPT2LMHeadModel", "transformers:LlamaForCausalLM"],
)
def embeddings_are_a_small_share(config: Config) -> Observed:
    """Multiply out the tables that are stated: of tokens, of positions, and an untied head."""
    width, vocabulary = config.fact("hidden_size"), config.fact("vocabulary")
    rows = vocabulary if config.fact("tied_embeddings") else 2 * vocabulary
    if config.fact("architecture") == "GPT2LMHeadModel":
        rows += config.fact("context")
    sizes = {"layers": config.fact("layers"), "hidden_size": width, "vocabulary": vocabulary}
    return _share(config.name, rows * width, config.parameters, **sizes)


@embeddings_are_a_small_share.also
def stored_tables(inventory: Tensors) -> Observed:
    """Count the elements of the stored tables; a tied head is stored once."""
    tables = inventory.shapes(r".*(embed_tokens|wte|wpe|lm_head)\.weight")
    if inventory.fact("tied_embeddings"):
        tables.pop("lm_head.weight", None)
    return _share(inventory.name, sum(map(prod, tables.values())), inventory.parameters)


def _share(name: str, elements: int, parameters: int, **sizes: int) -> Observed:
    share = elements / parameters
    small = share <= SMALL
    percent = float(f"{100 * share:.1f}")
    return Observed(
        small, percent=percent, large_in=None if small else name, parameters=parameters, **sizes
    )
