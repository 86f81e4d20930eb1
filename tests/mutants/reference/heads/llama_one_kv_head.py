"""All query heads of LLaMA read the first key-value head."""

import transformers.models.llama.modeling_llama as llama

llama.repeat_kv = lambda heads, times: heads[:, :1].expand(-1, heads.shape[1] * times, -1, -1)
