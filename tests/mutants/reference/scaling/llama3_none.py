"""The scaling of Llama 3.1 and later is dropped."""

from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

ROPE_INIT_FUNCTIONS["llama3"] = LlamaRotaryEmbedding.compute_default_rope_parameters
