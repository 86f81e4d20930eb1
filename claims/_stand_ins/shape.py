"""What the two stand-ins are: their configs, small enough to train in minutes on a processor.

Both have what the claims are about: GPT-2's parts in one, in the other those of a recent LLaMA,
with grouped queries and a scaled rotation. The scaling starts from a context of 32 tokens, so
that it bends angles within the 128 that they read; the real ones start from 8,192.
"""

from typing import Any

CONTEXT = 128
VOCABULARY = 512
_SIZES = {"tie_word_embeddings": True, "bos_token_id": None, "eos_token_id": None}
GPT2: dict[str, Any] = {
    "model_type": "gpt2",
    "vocab_size": VOCABULARY,
    "n_positions": CONTEXT,
    "n_embd": 96,
    "n_layer": 3,
    "n_head": 4,
    "activation_function": "gelu_new",
    "layer_norm_epsilon": 1e-5,
    "embd_pdrop": 0.0,
    "attn_pdrop": 0.0,
    "resid_pdrop": 0.0,
    **_SIZES,
}
LLAMA: dict[str, Any] = {
    "model_type": "llama",
    "vocab_size": VOCABULARY,
    "max_position_embeddings": CONTEXT,
    "hidden_size": 96,
    "intermediate_size": 256,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "hidden_act": "silu",
    "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0,
    "rope_scaling": {
        "rope_type": "llama3",
        "factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 32,
    },
    **_SIZES,
    "tie_word_embeddings": False,
}
# By the folder that each is written to; the precision is the one that the real ones have.
STAND_INS = {"gpt2-stand-in": (GPT2, "float32"), "llama-stand-in": (LLAMA, "bfloat16")}
