"""Biases that stand beside matrices and norms, as parameters of something larger."""

from typing import Any

from claims._probes.models.model import Model
from claims._probes.watching.anatomy import anatomy, keeps_state, part_of
from claims._probes.watching.operations import Operations, operations

# So little that nothing else is selected, such as other experts; float64 shows it all the same.
NUDGE = 1e-5
SHOWS = 1e-12


def own_biases(model: Model) -> dict[str, str]:
    """By the place where each is: the path of the first one that changes what comes out."""
    double = model.in_double()
    found: dict[str, str] = {}
    usual = double.logits(double.tokens())
    for place, path, parameter in _candidates(double):
        # What an indexer's norm adds may change a choice of tokens alone; that it ran is enough.
        if place not in found and (place == "norm" or _shows(double, parameter, usual)):
            found[place] = path
    return found


def _candidates(double: Model) -> list[tuple[str, str, Any]]:
    """Every parameter that is called a bias and isn't a matrix's own: its place, path and self."""
    found = []
    for block, multiplied in zip(anatomy(double).blocks, operations(double), strict=True):
        matrices = {leaf.path for leaf in block.matrices}
        ran = {leaf.path for leaf in block.leaves}
        for path, module in block.module.named_modules():
            own = [] if path in matrices else module.named_parameters(recurse=False)
            for name, parameter in own:
                if name.endswith("bias"):
                    place = _place(path, module, multiplied, block.module)
                    if place != "norm" or path in ran:
                        found.append((place, f"{path}.{name}".lstrip("."), parameter))
    return found


def _place(path: str, module: Any, multiplied: Operations, block: Any) -> str:
    """A norm's, or that of the part of the block in which it stands; a state space has no name."""
    if "norm" in type(module).__name__.lower():
        return "norm"
    at, attention = part_of(path), {part_of(it.path) for it in multiplied.scores}
    if not at or not attention:
        return "elsewhere"
    if at in attention:
        return "attention"
    is_network = any(part_of(it.path) == at for it in multiplied.matrices)
    is_network = is_network and not keeps_state(block, at)
    return "feed-forward" if is_network else "elsewhere"


def _shows(double: Model, parameter: Any, usual: Any) -> bool:
    """Whether what comes out changes with it; it is put back as it was."""
    import torch

    before = parameter.detach().clone()
    more = torch.randn(before.shape, generator=torch.Generator().manual_seed(0)) * NUDGE
    with torch.no_grad():
        parameter += more.to(before.dtype)
        try:
            made = double.logits(double.tokens())
        finally:
            parameter.copy_(before)
    return bool((made - usual).abs().max() > SHOWS)
