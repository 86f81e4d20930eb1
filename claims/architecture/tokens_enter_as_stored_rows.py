"""Whether a token enters the stack as the row that is stored of it, neither scaled nor mixed."""

from claims import Behaviour, Observed, claim, gpt2, llama, patched, random_model

# The sum of two rows in 32 bits; the rows themselves have deviations of .2 and more.
ROUNDING = 1e-6


@claim(
    statement=(
        "What enters the first block is a token's row of the embedding as it is stored, in GPT-2 "
        "with the row of its position added."
    ),
    about=[*gpt2, *llama],
    finding="The first block is handed {handed_on:units}.",
    controls=[
        patched("gpt2", "transformer", "multiplied", expect="failed"),
        patched("llama-7b", "model", "learned_table", expect="failed"),
        random_model("opt", expect="failed"),
        random_model("gpt_neox", expect="passed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "transformers:GPT2Model", "transformers:LlamaModel"],
)
def tokens_enter_as_stored_rows(model: Behaviour) -> Observed:
    """Add up the rows of the tables, and hold them against what the first block is handed."""
    small, tokens = model.model, model.model.tokens()
    rows, said = small.module.get_input_embeddings().weight[tokens], "the token's row"
    table = getattr(small.module.base_model, "wpe", None)
    if table is not None:
        # Rows are counted from 0, as positions are.
        rows, said = rows + table.weight[: tokens.shape[1]], f"{said} and its position's"
    apart = (small.entering_first_block(tokens) - rows).detach().abs().max()
    same = float(apart) < ROUNDING
    return Observed(same, handed_on=said if same else "something else")
