"""What readers look for by another word than a statement has: abbreviations, other spellings."""

import re

from claims._views.html import Html, tag
from claims._views.place import Entry

# What stands in a statement, and what else it is called. The words say nothing of a model: they
# lead a search to the statement, whatever that turned out to be.
OTHER_WORDS = {
    r"no LLaMA 3": "Llama 3 does not exist, Llama3",
    r"sinusoid": "sinusoidal, sine, cosine, sin, cos, absolute",
    r"rotary|RoPE": "RoPE, rotary position embedding",
    r"learned": "learnt, trained position embedding, absolute",
    r"position encodings?": "positional encoding, positional embedding",
    r"grouped-query|grouped queries": "GQA, KV cache",
    r"grouped-query": "MQA, multi-query",
    r"multi-head": "MHA, multihead",
    r"linear attention": "quadratic, softmax, linear complexity",
    r"layer normalization": "LayerNorm, norm, layer normalisation",
    r"of the same kind as GPT-2's": "RMSNorm, RMS norm",
    r"a last norm": "final layer norm, ln_f",
    r"normalises after": "post-norm, postnorm, post-LN, post layer norm",
    r"normalises before|layer normalization before|[Nn]orms before": (
        "pre-norm, prenorm, pre-LN, pre layer norm"
    ),
    r"ReLU": "rectified linear unit, activation function, non-linear activation, nonlinearity",
    r"GELU": "Gaussian error linear unit, gelu_new, activation function",
    r"\bcache\b|longer contexts": "KV cache, key-value cache, memory",
    r"share[sd]? (?:one|a) matrix": (
        "tied embeddings, weight tying, untied, tie_word_embeddings, lm_head, unembedding"
    ),
    r"\bbias(?:es)?\b": "bias term",
    r"117 million": "117M, 124M",
    r"numbers of layers": "345M, 355M, 762M, 774M, 24 layers, 36 layers, 48 layers, depth",
    r"layers and (?:of|\d+) attention": "n_layer, n_head, num_hidden_layers, num_attention_heads",
    r"1\.5 billion": "1.5B, 1542M, 1558M",
    r"7\.0 billion": "7B, 7 billion, 6.7B",
    r"7 billion to 65 billion": "7B, 13B, 30B, 33B, 65B",
    r"hub page": "0.1B, 137M",
    r"50,257": "50k, 32k, 128k, vocab size, tokenizer, BPE",
    r"base of 10,000": "theta, θ, rope_theta, 10k",
    r"scaling of Llama": "rope_scaling, wavelength, frequency",
    r"encoder layers": "cross-attention",
    r"are buffers": "attn.bias, inv_freq",
    r"decoder": "autoregressive, causal",
    r"one token after another": "next token prediction",
    r"longer sequences": "context length, context window, context size, max_position_embeddings",
    r"position table": "wpe, position embedding",
    r"heads are 128 wide": "head_dim, head dimension, head size",
    r"key-value heads": "KV heads, num_key_value_heads",
    r"makes queries, keys and values": "QKV, c_attn, Conv1D",
    r"square root of a head's width": "sqrt, d_k, scaled dot product",
    r"floating-point operations": "FLOPs, compute per token",
    r"two thirds of four times": "intermediate_size, hidden dimension, multiple_of, FFN size",
    r"\bAdam\b": "AdamW, optimizer",
    r"feed-forward network is built like": "SwiGLU, GLU, gated linear unit, swish, SiLU, ReLU",
    r"feed-forward": "FFN, MLP, feedforward",
    r"causal mask": "masked attention, masking, bidirectional, unidirectional",
    r"epsilon": "eps, ε, layer_norm_epsilon, rms_norm_eps",
    r"more stable": "stability, vanishing gradients",
    r"learning rate schedule": "LR scheduler, warmup",
    r"optimised likewise": "optimized alike",
    r"was trained": "pretrained, pretraining",
    r"mixed precision": "fp16, bf16, fp32, float16, bfloat16, float32, half precision",
    r"starts from a standard deviation": (
        "initialization, initialisation, init, initializer_range, σ"
    ),
}


def others(statement: str) -> list[str]:
    """Every other word for something that a statement names, in the order of the table."""
    said = [words for pattern, words in OTHER_WORDS.items() if re.search(pattern, statement)]
    return list(dict.fromkeys(word for words in said for word in words.split(", ")))


def other_words(entry: Entry) -> Html | None:
    """A line that says them, for a search to find and a reader to recognise."""
    found = others(entry["statement"])
    return tag("p", f"Also looked for as: {', '.join(found)}.", class_="told") if found else None
