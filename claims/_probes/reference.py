"""The reference implementation: the transformers class that a checkpoint's facts describe."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.vocabulary import ARCHITECTURES, untranslate


def reference_settings(facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Say which kind of config the facts describe, and its settings in that config's own keys.

    `dtype` is left out: probes choose their own precision, and it changes no structure.
    """
    dialect = ARCHITECTURES[facts["architecture"]]
    stated = untranslate(dialect, facts)
    stated.pop("torch_dtype", None)
    return dialect, stated


def reference_config(facts: Mapping[str, Any]) -> Any:
    """Build the transformers config that these facts describe, at the sizes they state."""
    from transformers import AutoConfig

    dialect, stated = reference_settings(facts)
    return AutoConfig.for_model(dialect, **stated)


def reference_model(config: Any) -> Any:
    """Instantiate the causal language model of a config, with attention that can be looked into."""
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_config(config, attn_implementation="eager")
