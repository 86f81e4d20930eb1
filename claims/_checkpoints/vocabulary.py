"""One word for one thing: how each published file format calls the facts that we record."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

# The class that a published config names → the dialect of that config, which is its `model_type`.
ARCHITECTURES = {
    "GPT2LMHeadModel": "gpt2",
    "LlamaForCausalLM": "llama",
    "MistralForCausalLM": "mistral",
    "Qwen2ForCausalLM": "qwen2",
}
# Dialect → the family that such a model is held against. Those with a name of their own store what
# a LLaMA does under the same names, and differ in what their configs state or their code adds.
FAMILIES = {"gpt2": "gpt2", "llama": "llama", "mistral": "llama", "qwen2": "llama"}

# What the classes of that family state alike.
_AS_LLAMA = {
    "num_hidden_layers": "layers",
    "hidden_size": "hidden_size",
    "intermediate_size": "feed_forward_size",
    "num_attention_heads": "query_heads",
    "num_key_value_heads": "kv_heads",
    "head_dim": "head_width",
    "vocab_size": "vocabulary",
    "max_position_embeddings": "context",
    "rope_theta": "rope_theta",
    "rope_scaling": "rope_scaling",
    "hidden_act": "activation",
    "rms_norm_eps": "norm_eps",
    "tie_word_embeddings": "tied_embeddings",
    "attention_dropout": "attention_dropout",
    "initializer_range": "initializer_range",
    "torch_dtype": "dtype",
}

# dialect → {their key: our word}. A dialect is the `model_type` of a config.json, or a file name.
DIALECTS: dict[str, dict[str, str]] = {
    "gpt2": {
        "n_layer": "layers",
        "n_embd": "hidden_size",
        "n_inner": "feed_forward_size",
        "n_head": "query_heads",
        "vocab_size": "vocabulary",
        "n_positions": "context",
        "activation_function": "activation",
        "layer_norm_epsilon": "norm_eps",
        "scale_attn_by_inverse_layer_idx": "scores_divided_by_layer",
        "tie_word_embeddings": "tied_embeddings",
        "initializer_range": "initializer_range",
        "embd_pdrop": "embedding_dropout",
        "attn_pdrop": "attention_dropout",
        "resid_pdrop": "residual_dropout",
        "torch_dtype": "dtype",
    },
    "llama": {
        **_AS_LLAMA,
        "attention_bias": "attention_bias",
        "mlp_bias": "feed_forward_bias",
    },
    "mistral": {**_AS_LLAMA, "sliding_window": "window"},
    "qwen2": _AS_LLAMA,
    "params.json": {
        "n_layers": "layers",
        "dim": "hidden_size",
        "n_heads": "query_heads",
        "n_kv_heads": "kv_heads",
        "vocab_size": "vocabulary",
        "norm_eps": "norm_eps",
        "rope_theta": "rope_theta",
        "use_scaled_rope": "rope_is_scaled",
        "multiple_of": "feed_forward_multiple_of",
        "ffn_dim_multiplier": "feed_forward_multiplier",
    },
    "hparams.json": {
        "n_layer": "layers",
        "n_embd": "hidden_size",
        "n_head": "query_heads",
        "n_vocab": "vocabulary",
        "n_ctx": "context",
    },
}

# Every word that a fact can have; these three no file format has a key for.
WORDS = {"architecture", "kv_heads", "head_width"}.union(*(it.values() for it in DIALECTS.values()))


# Dialect → keys whose class has a default of its own, and that are null where there is none of it.
_OFF_IF_NULL = {"mistral": ("sliding_window",)}


def translate(dialect: str, published: Mapping[str, Any]) -> dict[str, Any]:
    """Put a published file's values into our words; what it leaves open (null, -1) is absent."""
    ours = {word: published[key] for key, word in DIALECTS[dialect].items() if key in published}
    return {word: value for word, value in ours.items() if value is not None and value != -1}


def untranslate(dialect: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Put our facts back into a file format's keys; words it has no key for are left out.

    What is nested is copied: transformers writes θ into the rope scaling that it is given.
    """
    known = {key: facts[word] for key, word in DIALECTS[dialect].items() if word in facts}
    off = dict.fromkeys(_OFF_IF_NULL.get(dialect, ()))
    return deepcopy({**off, **known})
