"""A small random model of any causal language model that transformers knows, to hold against."""

from typing import Any

from claims._probes.models.model import Model
from claims._probes.models.own_names import own_name
from claims._probes.models.recipe import PatchAt, Recipe, settings_text

# What the sizes are called across transformers' configs; a config takes those that it has.
SIZES: dict[str, Any] = {
    "hidden_size": 64,
    "word_embed_proj_dim": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "num_kv_heads": 4,
    "head_dim": 16,
    "query_pre_attn_scalar": 16,
    "rotary_dim": 8,
    "intermediate_size": 256,
    "ffn_hidden_size": 256,
    "ffn_dim": 256,
    "vocab_size": 127,
    "max_position_embeddings": 512,
    "max_seq_len": 512,
    # Ids with a role lie beyond the small vocabulary.
    "bos_token_id": None,
    "eos_token_id": None,
    # GPT-Neo lists the kinds of its layers.
    "attention_types": [[["global", "local"], 1]],
}


def tiny(model_type: str, *, patches: tuple[PatchAt, ...] = (), **settings: Any) -> Model:
    """Build a small model of a kind by its name in transformers, with any settings of its own."""
    from transformers import CONFIG_MAPPING

    known = CONFIG_MAPPING[model_type]
    own_names = {own_name(known, key): size for key, size in SIZES.items()}
    has = known().to_dict()
    sizes = {key: size for key, size in own_names.items() if key in has}
    # As a padding id, a token that the small vocabulary lacks is even refused.
    if (has.get("pad_token_id") or 0) >= SIZES["vocab_size"]:
        sizes["pad_token_id"] = None
    unknown = sorted(set(settings) - set(has))
    if unknown:
        raise LookupError(f"a {model_type} config has no {unknown}")
    return Model(Recipe(model_type, settings_text(sizes | settings), patches))
