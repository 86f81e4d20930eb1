"""Whether a token attends to itself as well as to those before it."""

from claims import Behaviour, Observed, claim, gpt2, llama, patched


@claim(
    statement="In GPT-2 and in LLaMA a token attends to itself and to every token before it.",
    about=[*gpt2, *llama],
    finding="In GPT-2 and in LLaMA a token attends to {attends_to}, in every head of every layer.",
    controls=[
        patched("gpt2", "attn", "not_itself", expect="failed"),
        patched("llama-7b", "layers.1.self_attn", "not_itself", expect="failed"),
    ],
    origin=["field"],
    sources=[
        "transformer-paper-mask",
        "openai-gpt-2:attention_mask",
        "transformers:GPT2Attention",
        "transformers:LlamaAttention",
    ],
)
def a_token_attends_to_itself_and_all_before_it(model: Behaviour) -> Observed:
    """What weight does attention give some tokens' own values, and those of each one before?"""
    tokens = model.attended_tokens()
    said = {"itself": tokens.itself, "all before it": tokens.earlier}
    attended = [words for words, it in said.items() if it]
    return Observed(len(attended) == len(said), attends_to=" and ".join(attended) or "fewer")
