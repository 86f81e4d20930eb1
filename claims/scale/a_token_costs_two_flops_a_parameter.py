"""Whether a token costs about two floating-point operations a parameter."""

from claims import Behaviour, Observed, claim, gpt2, llama, patched, random_model

ABOUT = 0.1


@claim(
    statement="A forward pass costs about two floating-point operations a parameter and token.",
    about=[*gpt2, *llama],
    finding=(
        "A token costs {operations:range} operations in the matrices by size, {a_parameter:range} "
        "a parameter; what attention adds grows with the text."
    ),
    controls=[
        random_model("mixtral", expect="failed"),
        patched("llama-7b", "up_proj", "ones", expect="passed"),
        patched("llama-7b", "down_proj", "twice", expect="failed"),
    ],
    origin=["field"],
    sources=["scaling-laws-paper", "transformers:GPT2Model", "transformers:LlamaModel"],
)
def a_token_costs_two_flops_a_parameter(model: Behaviour) -> Observed:
    """Is each element of a matrix used once a token, and are most parameters in matrices?"""
    cost = model.cost()
    once = cost.a_token == 2 * cost.matrix_elements and cost.in_matrices_grows == 2
    if model.stated("layers") is None:
        return Observed(once)
    size = model.at_full_size()
    a_parameter = 2 * size.multiplied / size.parameters
    return Observed(
        once and abs(a_parameter - 2) < 2 * ABOUT,
        operations=2 * size.multiplied,
        a_parameter=float(f"{a_parameter:.2f}"),
    )
