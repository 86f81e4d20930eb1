"""Text decoders that transformers knows as the inner part of a larger model alone."""

from functools import cache
from typing import Any


@cache
def text_decoder(model_type: str) -> Any:
    """The causal language model of a `text_config` of that kind; None where there is none.

    Llama 3.2's vision models are such: the library makes it of what stands inside their config.
    """
    from transformers import CONFIG_MAPPING
    from transformers.models.auto import modeling_auto as auto
    from transformers.models.auto.configuration_auto import model_type_to_module_name

    if model_type in auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES:
        return None
    # Only those of the same folder: to import all configs takes seconds.
    folder = model_type_to_module_name(model_type)
    for whole in CONFIG_MAPPING:
        if model_type_to_module_name(whole) == folder:
            kind = CONFIG_MAPPING[whole]
            inner = kind.sub_configs.get("text_config")
            if inner and inner.model_type == model_type:
                made = auto.MODEL_FOR_CAUSAL_LM_MAPPING.get(kind, None)
                return made if made and made.config_class is inner else None
    return None
