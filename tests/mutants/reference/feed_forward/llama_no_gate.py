"""LLaMA's feed-forward network has an activation and nothing that it multiplies."""

import transformers.models.llama.modeling_llama as llama

llama.LlamaMLP.forward = lambda self, x: self.down_proj(self.act_fn(self.gate_proj(x)))
