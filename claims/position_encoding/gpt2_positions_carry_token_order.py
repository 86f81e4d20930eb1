"""Whether it is the position encodings that tell GPT-2 in which order its tokens stand."""

from claims import Behaviour, Observed, Running, checkpoint, claim, gpt2, patched, random_model

# A swap that is noticed moves the logits by .4 standard deviations or more, one that isn't by
# 2e-6: rounding in 32 bits.
NOTICED = 1e-3
UNNOTICED = 1e-4


@claim(
    statement="GPT-2's position encodings tell the model the order of the tokens.",
    about=gpt2,
    finding=(
        "One layer of GPT-2 is told the order of the earlier tokens by {order_is_told_by}; in two "
        "layers the causal mask by itself {mask}."
    ),
    controls=[
        patched("gpt2", "wpe", "zeros", expect="failed"),
        patched("llama-7b", "rotary_emb", "no_rotation", expect="failed"),
        random_model("bloom", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
    ],
    sources=["gpt2-report", "nope-paper", "transformers:GPT2Model"],
)
def gpt2_positions_carry_token_order(model: Behaviour) -> Observed:
    """Swap two earlier tokens, with positions and with none: does the last token notice?"""
    swap = model.token_order()
    if swap.one_layer_blind is None:
        return Observed(False, order_is_told_by="something other than positions", mask="is untried")
    told = swap.one_layer > NOTICED and swap.one_layer_blind < UNNOTICED
    mask = "lets some of the order through" if swap.two_layers_blind > NOTICED else "tells nothing"
    by = (
        "its positions alone"
        if told
        else "nothing"
        if swap.one_layer < UNNOTICED
        else "more than positions"
    )
    effect = model.position_effect()
    moved = {"keys_by_position" if effect.keys_turn else "vectors_by_position": effect.moved}
    return Observed(told, order_is_told_by=by, mask=mask, **moved, scores_by_offset=effect.scores)


@gpt2_positions_carry_token_order.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit a text worse that they are told no positions of?"""
    tried = model.tried("no_positions")
    return Observed(tried.worse, **tried.values)
