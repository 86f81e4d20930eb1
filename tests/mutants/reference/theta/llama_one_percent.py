"""LLaMA's base is a hundredth larger than its config states."""

import transformers.models.llama.modeling_llama as llama

compute = llama.LlamaRotaryEmbedding.compute_default_rope_parameters


def larger(config, *given, **named):
    frequencies, factor = compute(config, *given, **named)
    pairs = len(frequencies)
    return frequencies * 1.01 ** -(frequencies.new_tensor(range(pairs)) / pairs), factor


llama.LlamaRotaryEmbedding.compute_default_rope_parameters = staticmethod(larger)
