"""From a recipe to a torch module: construct, draw the weights, patch, cut to some layers."""

from collections.abc import Hashable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claims._probes.models.copying import copied
from claims._probes.models.fixed_tables import fixed_tables
from claims._probes.models.insistence import wrapped
from claims._probes.models.own_names import own_name
from claims._probes.models.patching import apply
from claims._probes.models.precision import default_precision
from claims._probes.models.recipe import Recipe
from claims._probes.models.reference import reference_model

if TYPE_CHECKING:
    import torch

# More than any one probe takes in turn. What is seen of them stays with them: 10 MB and more each.
KEPT_MODELS = 128


@dataclass(frozen=True)
class Built:
    """A module with its stack of blocks, and what was seen of it, which goes when it goes."""

    module: Any
    blocks: "torch.nn.ModuleList"
    seen: dict[Hashable, Any] = field(default_factory=dict)


@lru_cache(maxsize=KEPT_MODELS)
def construct(recipe: Recipe) -> Built:
    """Make the model that a recipe describes, once, and find its stack of blocks.

    Variants are copies, which are quicker than new ones. Patches come after the draw, or it would
    undo them; and under a seed, so that another draw also gives other parameters to a patch that
    brings its own.
    """
    import torch

    if not (recipe.patches or recipe.double or recipe.layers):
        return _drawn(recipe)
    plain = replace(recipe, patches=(), double=False, layers=None)
    module = copied(construct(plain).module)
    blocks = stack_of_blocks(module)
    with torch.random.fork_rng(devices=[]), default_precision(double=False):
        torch.default_generator.manual_seed(recipe.seed)
        for path, patch in recipe.patches:
            module = apply(module, path, patch)
    if recipe.layers is not None:
        del blocks[recipe.layers :]
    module = (module.double() if recipe.double else module).eval()
    return Built(wrapped(module) if recipe.double and recipe.insists else module, blocks)


def _drawn(recipe: Recipe) -> Built:
    """A new model with parameters drawn by the recipe's seed."""
    import torch
    from transformers.initialization import no_init_weights

    # Small matrices gain nothing from threads, and parallel test workers would fight for them.
    torch.set_num_threads(1)
    with torch.random.fork_rng(devices=[]), default_precision(double=False):
        torch.default_generator.manual_seed(recipe.seed)
        # What is drawn anew needn't be drawn by the library first: that takes longer than the rest.
        with no_init_weights() if recipe.wide else nullcontext():
            module = reference_model(recipe.config()).eval()
        if recipe.wide and not all(it.requires_grad for it in module.parameters()):
            # What no training changes, a table of sinusoids say, is the library's own to fill in.
            module = reference_model(recipe.config()).eval()
        if recipe.wide:
            module.tie_weights()  # which goes with the library's own draw
            draw(module, kept=fixed_tables(module))
    return Built(module, stack_of_blocks(module))


def draw(module: Any, kept: Iterable[Any] = ()) -> None:
    """Fill the parameters at random, so wide that the model isn't nearly linear.

    All but what no training would change, and what is `kept`. Matrices have a standard deviation of
    1.6/√hidden, .2 at a hidden size of 64: at the usual .02 a small model hardly bends, and what a
    check must notice drowns. Gains and biases are drawn too: a fresh norm has gain 1 and bias 0,
    which hides whether it has them.
    """
    import torch

    spread = 1.6 / module.config.hidden_size**0.5
    known = {id(it) for it in kept}
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if not parameter.requires_grad or id(parameter) in known:
                continue
            if parameter.dim() > 1:
                parameter.normal_(0, spread)
            elif name.endswith("bias"):
                parameter.normal_(0, 0.2)
            else:
                parameter.uniform_(0.5, 1.5)


def stack_of_blocks(module: Any) -> "torch.nn.ModuleList":
    """Find the list that has as many modules as the config says there are layers.

    A list within another one is no stack, but what a block has several of.
    """
    import torch

    config, within = module.config, ""
    layers = getattr(config, own_name(type(config), "num_hidden_layers"))
    for path, child in module.named_modules():
        if isinstance(child, torch.nn.ModuleList) and not (within and path.startswith(within)):
            if len(child) == layers:
                return child
            within = f"{path}."
    raise LookupError(f"{type(module).__name__}: no list of {layers} blocks found")
