"""LLaMA activates the matrix called up, and the one called gate multiplies.

Both matrices have the same shape, and which of them is called the gate is a matter of names until
the real weights are run.
"""

import transformers.models.llama.modeling_llama as llama

llama.LlamaMLP.forward = lambda self, x: self.down_proj(
    self.gate_proj(x) * self.act_fn(self.up_proj(x))
)
