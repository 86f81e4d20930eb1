"""What readers look for by another word than a statement has: abbreviations, other spellings."""

import re

from claims._views.html import Html, tag
from claims._views.place import Entry

# What stands in a statement, and what else it is called. The words say nothing of a model: they
# lead a search to the statement, whatever that turned out to be.
OTHER_WORDS = {
    r"sinusoid": "sinusoidal, sine, cosine",
    r"rotary|RoPE": "RoPE, rotary position embedding",
    r"learned": "learnt, trained position embedding",
    r"grouped-query|grouped queries": "GQA",
    r"multi-head": "MHA, multihead",
    r"layer normalization": "LayerNorm",
    r"normalises after": "post-norm, postnorm, post-LN",
    r"normalises before|layer normalization before|norms before": "pre-norm, prenorm, pre-LN",
    r"ReLU": "rectified linear unit",
    r"GELU": "Gaussian error linear unit",
    r"\bcache\b": "KV cache",
    r"share[sd]? (?:one|a) matrix": "tied, weight tying, untied",
    r"\bbias(?:es)?\b": "bias term",
    r"117 million": "117M, 124M",
    r"1\.5 billion": "1.5B, 1558M",
    r"7\.0 billion": "7B, 7 billion, 6.7B",
    r"7 billion to 65 billion": "7B, 13B, 30B, 33B, 65B",
    r"base of 10,000": "theta, 10000, 10k",
    r"decoder": "autoregressive, causal",
    r"feed-forward network is built like": "SwiGLU, gated, MLP",
    r"feed-forward": "FFN, MLP",
    r"causal mask": "masked attention",
    r"epsilon": "eps",
}


def others(statement: str) -> list[str]:
    """Every other word for something that a statement names, in the order of the table."""
    said = [words for pattern, words in OTHER_WORDS.items() if re.search(pattern, statement)]
    return list(dict.fromkeys(word for words in said for word in words.split(", ")))


def other_words(entry: Entry) -> Html | None:
    """A line that says them, for a search to find and a reader to recognise."""
    found = others(entry["statement"])
    return tag("p", f"Also looked for as: {', '.join(found)}.", class_="told") if found else None
