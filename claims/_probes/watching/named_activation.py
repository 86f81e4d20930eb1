"""What an activation's name in a config stands for, found by computing it."""

from claims._probes.watching.activations import activations

SAME = 1e-6
SPAN = 6.0
POINTS = 241
# Where a clipped function is no longer the same.
FAR = (-60.0, 60.0)


def is_known(stated: str) -> bool:
    """Whether transformers has a function under a name."""
    from transformers.activations import ACT2FN

    return stated in ACT2FN


def name_of(stated: str) -> str | None:
    """Our word for the function that transformers has under a name; None if it has none, or ours.

    Each is computed on 241 points from -6 to 6, and at 60 on both sides, in float64: the right one
    differs by 1e-15, the two forms of GELU by 4.7e-4.
    """
    import torch
    from transformers.activations import ACT2FN

    if not is_known(stated):
        return None
    near = torch.linspace(-SPAN, SPAN, POINTS, dtype=torch.float64)
    points = torch.cat([near, torch.tensor(FAR, dtype=torch.float64)])
    with torch.no_grad():
        made = ACT2FN[stated].double()(points)
    for name, function in activations().items():
        if float((function(points) - made).abs().max()) < SAME:
            return name
    return None
