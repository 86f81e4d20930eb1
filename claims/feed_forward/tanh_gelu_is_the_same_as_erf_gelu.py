"""Whether GPT-2's GELU by tanh is the same thing as GELU by the error function."""

from claims import Behaviour, Observed, altered, claim, gpt2, patched, random_model

# Rounding in the 32 bits that GPT-2 is stored in: a difference below it can't be seen.
ROUNDING = 2.0**-23


@claim(
    statement="In GPT-2 it makes no difference whether GELU is computed by tanh or by erf.",
    about=gpt2,
    finding=(
        "GPT-2 has GELU in its {form} form: by the other, what passes between its layers differs "
        "by up to {apart}, {roundings} times the rounding of 32 bits."
    ),
    controls=[
        patched("gpt2", "mlp.c_fc", "faint", expect="passed"),
        patched("gpt2", "mlp.act", "erf_gelu", expect="failed"),
        altered("gpt2", activation="gelu", expect="failed"),
        random_model("bloom", expect="failed"),
    ],
    origin=["folklore"],
    told=["ports of the model that call a library's default GELU"],
    sources=["gelu-paper", "openai-gpt-2:gelu", "transformers:NewGELUActivation"],
)
def tanh_gelu_is_the_same_as_erf_gelu(model: Behaviour) -> Observed:
    """Put either form in place of the activation: how far are the two apart?"""
    forms = model.gelu_forms()
    form = {"gelu-tanh": "tanh", "gelu": "erf"}[forms.activation]
    return Observed(
        forms.apart < ROUNDING and forms.logits < ROUNDING,
        form=form,
        # One digit, which is the same on any machine.
        apart=float(f"{forms.apart:.0e}"),
        roundings=float(f"{forms.apart / ROUNDING:.0e}"),
    )
