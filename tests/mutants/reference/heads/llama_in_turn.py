"""LLaMA's query heads read key-value heads in turn, where neighbours should share one."""

import transformers.models.llama.modeling_llama as llama

llama.repeat_kv = lambda heads, times: heads.repeat(1, times, 1, 1)
