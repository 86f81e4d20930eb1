"""The scaling of Llama 3.1 and later slows a pair by its whole factor or not at all."""

from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

compute = ROPE_INIT_FUNCTIONS["llama3"]


def abrupt(config, *given, **named):
    was = config.rope_parameters["high_freq_factor"]
    config.rope_parameters["high_freq_factor"] = config.rope_parameters["low_freq_factor"] + 1e-6
    try:
        return compute(config, *given, **named)
    finally:
        config.rope_parameters["high_freq_factor"] = was


ROPE_INIT_FUNCTIONS["llama3"] = abrupt
