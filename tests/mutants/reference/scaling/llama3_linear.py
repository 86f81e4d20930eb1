"""The scaling of Llama 3.1 and later slows every pair by its factor."""

from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

ROPE_INIT_FUNCTIONS["llama3"] = ROPE_INIT_FUNCTIONS["linear"]
