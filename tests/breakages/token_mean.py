"""The feed-forward networks add the mean over all tokens."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama


def averaging(network):
    forward = network.forward

    def mixed(self, hidden):
        made = forward(self, hidden)
        return made + made.mean(1, keepdim=True)

    network.forward = mixed


averaging(gpt2.GPT2MLP)
averaging(llama.LlamaMLP)
