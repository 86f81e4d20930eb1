"""The patch that moves both norms of a block behind its sublayers."""

from copy import deepcopy
from typing import Any

import pytest

from claims._probes.behaviour import Behaviour
from claims._probes.models.architecture import tiny
from claims._probes.models.model import Model
from claims._probes.models.patching import apply, named
from tests.probes.structures import FACTS

STACKS = {"gpt2": "h", "llama-7b": "layers", "llama-3.1-8b": "layers"}


def _models(name: str) -> tuple[Model, Model]:
    plain = Behaviour(name, FACTS[name]).model
    return plain, Behaviour(name, FACTS[name], patches=[(STACKS[name], "post_norm")]).model


def _growth(model: Model, module: str) -> tuple[float, float]:
    """How a module's input and its block's output grow with a block's input that grows by 1000."""
    block, tokens = model.blocks[0], model.tokens(8)
    entered = model.entering_first_block(tokens)
    given: dict[str, Any] = {}
    watched = block.register_forward_pre_hook(lambda _, __, it: given.update(it), with_kwargs=True)
    model.logits(tokens)
    watched.remove()
    given.pop("hidden_states", None)
    seen: list[Any] = []

    def look(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> None:
        seen.append((args[0] if args else given["hidden_states"]).detach().norm())

    handle = getattr(block, module).register_forward_pre_hook(look, with_kwargs=True)
    out, large = (block(it, **given).detach().norm() for it in (entered, entered * 1000))
    handle.remove()
    return float(seen[1] / seen[0]), float(large / out)


@pytest.mark.parametrize(("name", "attention"), [("gpt2", "attn"), ("llama-3.1-8b", "self_attn")])
def test_the_norms_change_sides(name: str, attention: str) -> None:
    before, after = _models(name)
    # Pre-norm: attention sees the same and the block's output grows. Post-norm: the other way.
    enters, leaves = _growth(before, attention)
    assert enters == pytest.approx(1, abs=1e-3)
    assert leaves > 5
    enters, leaves = _growth(after, attention)
    assert enters == pytest.approx(1000, rel=1e-3)
    assert leaves == pytest.approx(1, abs=0.2)


def test_gpt2_made_post_norm_is_the_first_gpt() -> None:
    import torch

    plain, patched = tiny("openai-gpt"), tiny("gpt2", patches=(("h", named("post_norm")),))
    block, other = plain.blocks[0], patched.blocks[0]
    block.load_state_dict(other.state_dict())
    hidden = torch.randn(1, 8, 64)
    # GPT-2 is handed its causal mask, GPT builds it.
    mask = torch.full((8, 8), -1e4).triu(1)
    with torch.no_grad():
        torch.testing.assert_close(other(hidden, attention_mask=mask), block(hidden)[0])


@pytest.mark.parametrize("name", STACKS)
def test_the_cache_still_stands_in_for_earlier_tokens(name: str) -> None:
    import torch

    _, model = _models(name)
    tokens = model.tokens(12)
    whole = model.logits(tokens)
    with torch.no_grad():
        cache = model.module(tokens[:, :7], use_cache=True).past_key_values
        rest = model.module(tokens[:, 7:], past_key_values=cache, use_cache=True).logits
    torch.testing.assert_close(rest, whole[:, 7:], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", STACKS)
def test_positions_and_hidden_states_still_come_through(name: str) -> None:
    import torch

    plain, model = _models(name)
    tokens = model.tokens(12)
    states = model.run(tokens, output_hidden_states=True).hidden_states
    assert len(states) == len(plain.run(tokens, output_hidden_states=True).hidden_states)
    swapped = torch.arange(12).flip(0)[None]
    assert (model.logits(tokens) - model.logits(tokens, swapped)).abs().max() > 1e-2


def test_a_block_of_other_parts_is_refused() -> None:
    with pytest.raises(LookupError, match=r"two norms and two sublayers.*self_attn_layer_norm"):
        apply(tiny("opt").module, "layers", "post_norm")


def test_a_copy_runs_its_own_modules() -> None:
    _, model = _models("gpt2")
    block, copied = model.blocks[0], deepcopy(model.blocks[0])
    copied.ln_2.bias.data += 1
    hidden = model.entering_first_block(model.tokens(8))
    assert (copied(hidden) - block(hidden)).mean().item() == pytest.approx(1, abs=1e-5)
