"""Configs as models on the hub have them: relatives of the two families, and models of neither."""

from typing import Any

Config = dict[str, Any]


def _config(architecture: str, model_type: str, **rest: Any) -> Config:
    return {"architectures": [architecture], "model_type": model_type, **rest}


_ALIKE = {
    "attention_dropout": 0.0,
    "hidden_act": "silu",
    "initializer_range": 0.02,
    "tie_word_embeddings": False,
    "torch_dtype": "bfloat16",
    "transformers_version": "4.41.2",
    "use_cache": True,
}


def _as_llama(architecture: str, model_type: str, sizes: str, **rest: Any) -> Config:
    """Sizes in the order of layers, width, network, heads, key-value heads, vocabulary, context."""
    keys = (
        *("num_hidden_layers", "hidden_size", "intermediate_size", "num_attention_heads"),
        *("num_key_value_heads", "vocab_size", "max_position_embeddings"),
    )
    stated = dict(zip(keys, map(int, sizes.split()), strict=True))
    return _config(architecture, model_type, **_ALIKE, **stated, **rest)


# As TinyLlama 1.1B, and what is tuned from it.
LLAMA_TUNE = _as_llama(
    *("LlamaForCausalLM", "llama", "22 2048 5632 32 4 32000 2048"),
    **{"rms_norm_eps": 1e-5, "rope_theta": 10000.0, "rope_scaling": None, "pretraining_tp": 1},
)
# As what is tuned from Llama 3 70B.
LLAMA_70B = _as_llama(
    *("LlamaForCausalLM", "llama", "80 8192 28672 64 8 128256 8192"),
    **{"rms_norm_eps": 1e-5, "rope_theta": 500000.0, "attention_bias": False, "mlp_bias": False},
)
# As Mistral 7B in its first version, the one with a window.
MISTRAL = _as_llama(
    *("MistralForCausalLM", "mistral", "32 4096 14336 32 8 32000 32768"),
    **{"rms_norm_eps": 1e-5, "rope_theta": 10000.0, "sliding_window": 4096},
)
# As Qwen2 7B: a window is stated and switched off, and biases are the class's own.
QWEN2 = _as_llama(
    *("Qwen2ForCausalLM", "qwen2", "28 3584 18944 28 4 152064 131072"),
    **{"rms_norm_eps": 1e-6, "rope_theta": 1000000.0, "max_window_layers": 28},
    **{"sliding_window": 131072, "use_sliding_window": False},
)
# As DistilGPT2, with a dialogue's tokens added.
GPT2_TUNE = _config(
    *("GPT2LMHeadModel", "gpt2"),
    activation_function="gelu_new",
    attn_pdrop=0.1,
    embd_pdrop=0.1,
    initializer_range=0.02,
    layer_norm_epsilon=1e-5,
    n_ctx=1024,
    n_embd=768,
    n_head=12,
    n_layer=6,
    n_positions=1024,
    resid_pdrop=0.1,
    vocab_size=50262,
)
T5 = _config(
    *("T5ForConditionalGeneration", "t5"),
    d_ff=2048,
    d_kv=64,
    d_model=512,
    is_encoder_decoder=True,
    num_heads=8,
    num_layers=6,
    vocab_size=32128,
)
MAMBA = _config(
    *("MambaForCausalLM", "mamba"),
    hidden_size=768,
    intermediate_size=1536,
    num_hidden_layers=24,
    state_size=16,
    vocab_size=50280,
)
OWN_CODE = _config(
    *("BaichuanForCausalLM", "baichuan"),
    auto_map={"AutoModelForCausalLM": "modeling_baichuan.BaichuanForCausalLM"},
    hidden_size=4096,
    num_hidden_layers=32,
)
