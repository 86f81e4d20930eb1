"""Made-up results of every claim that a picture from measurements is drawn from."""

from claims._views.pictures import activation, gradients, norms, positions, scaling
from claims._views.pictures.activation import FORMULAS
from tests.views.made_up import control, entry, place, undecidable, unit

INPUTS = [it / 2 for it in range(-10, 11)]
SILU = FORMULAS["SiLU"]
MOVED = [[0.0, 0.5, 0.5, -0.5, 0.1], [1.0, 0.7, 0.1, -0.3, -0.3]]
TURNED = [[0.0, 1.0, 0.0, 0.0, 0.5], [1.0, 0.0, 1.0, -0.5, 0.0]]
STILL = [[0.0, 0.4, 0.2, 0.1, 0.9], [1.0, 0.4, 0.2, 0.1, 0.9]]
EFFECT = {"vectors_by_position": MOVED, "scores_by_offset": [[0.0, 0.0, 0.0], [1.0, -1.0, 0.5]]}
LEVEL = [[x, x + 2, 3 * x, y, y, y] for x, y in ((-1.5, -1.2), (1.5, 1.2))]
BENT = [[x, x + 2, 3 * x, y, y + 1, y] for x, y in ((-1.5, -1.2), (1.5, 1.2))]
SLOWED = [1.0, 1.0, 2.0, 8.0, 8.0]


def of_gpt2(formula="GELU by tanh"):
    return unit("gpt2", activation_curve=[[x, round(FORMULAS[formula](x), 6)] for x in INPUTS])


def of_llama():
    points = [[x, by, round(by * SILU(x), 6)] for by in (-1.0, 1.0, 2.0) for x in INPUTS]
    return unit("llama-7b", activation_curve=points)


def told(turned=None, untold=None):
    on = [
        control(positions.ROTATED, **(turned or ROTATED)),
        control(positions.UNTOLD, **(untold or UNTOLD)),
    ]
    return entry(positions.CLAIM, outcomes=[unit(**EFFECT)], controls=on)


ROTATED = {"keys_by_position": TURNED, "scores_by_offset": [[0.0, 0.0, 0.0], [1.0, -1.0, -0.99]]}
UNTOLD = {"vectors_by_position": STILL, "scores_by_offset": [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]}


def normed(out=BENT):
    gpt2 = control(norms.GPT2, norm="layernorm", norm_response=LEVEL)
    llama = unit("llama-7b", norm="rmsnorm", norm_response=out)
    return entry(norms.CLAIM, outcomes=[llama], controls=[gpt2])


def drawn_from(**changes):
    waves = unit("llama-3.1-8b", wavelengths=[10.0, 100.0, 2e3, 8e4, 8e5])
    made = {
        activation.GPT2: entry(activation.GPT2, outcomes=[of_gpt2()]),
        activation.LLAMA: entry(activation.LLAMA, outcomes=[of_llama()]),
        norms.CLAIM: normed(),
        gradients.CLAIM: undecidable(
            gradients.CLAIM,
            outcomes=[
                unit(
                    "gpt2",
                    gradients=[40.0, 2.0, 4.0],
                    gradients_made_post_norm=[1.0] * 3,
                    first_to_last="10 in gpt2 (1 behind)",
                )
            ],
        ),
        positions.CLAIM: told(),
        scaling.SLOWED: entry(
            scaling.SLOWED, outcomes=[unit("llama-3.1-8b", slowed_by=SLOWED), unit("llama-7b")]
        ),
        scaling.WAVES: undecidable(scaling.WAVES, outcomes=[waves]),
    }
    return place(*(made | changes).values())
