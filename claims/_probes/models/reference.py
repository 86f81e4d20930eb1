"""The reference implementation: the transformers class that a checkpoint's facts describe."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from claims._checkpoints.vocabulary import ARCHITECTURES, untranslate
from claims._core.errors import Refused
from claims._probes.models.quiet import quiet
from claims._probes.models.text_decoder import text_decoder

# What is shown of the library's own words; some list every setting.
_SHOWN = 300


def reference_settings(facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Say which kind of config the facts describe, and its settings in that config's own keys.

    `dtype` is left out: probes choose their own precision, and it changes no structure.
    """
    dialect = ARCHITECTURES.get(facts["architecture"])
    if dialect is None:
        known = ", ".join(ARCHITECTURES)
        raise Refused(f"architecture: expected one of {known}, measured {facts['architecture']!r}")
    stated = untranslate(dialect, facts)
    stated.pop("torch_dtype", None)
    return dialect, stated


@contextmanager
def accepted(facts: Mapping[str, Any], name: str) -> Iterator[None]:
    """Turn whatever the library raises at these facts into a refusal that names their record."""
    try:
        yield
    except Refused:
        raise
    # Its refusals have no class in common: they come as KeyError, TypeError, RuntimeError …
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        said = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        words = f"expected facts that transformers can build a {facts['architecture']} from"
        raise Refused(f"{name}: {words}, measured {said}") from error


def reference_config(facts: Mapping[str, Any], name: str = "these facts") -> Any:
    """Build the transformers config that these facts describe, at the sizes they state."""
    from transformers import AutoConfig

    quiet()
    dialect, stated = reference_settings(facts)
    with accepted(facts, name):
        return AutoConfig.for_model(dialect, **stated)


def load_library() -> None:
    """Import torch, on one thread, and the two classes that most models are of."""
    # What is imported is no garbage, and to look for some in it takes a sixth of the time.
    gc.disable()
    try:
        import torch
        from transformers import GPT2LMHeadModel, LlamaForCausalLM
    finally:
        gc.enable()
    # Small matrices gain nothing from threads, and several processes would fight for them.
    torch.set_num_threads(1)
    assert GPT2LMHeadModel
    assert LlamaForCausalLM


def reference_model(config: Any) -> Any:
    """Instantiate the causal language model of a config, with attention that can be looked into."""
    from transformers import AutoModelForCausalLM

    quiet()
    # Experts one by one: their fused product knows no float64.
    ways = {"attn_implementation": "eager", "experts_implementation": "eager"}
    if inner := text_decoder(config.model_type):
        return inner._from_config(config, **ways)
    return AutoModelForCausalLM.from_config(config, **ways)
