"""GPT-2's feed-forward network also reads a hundredth of the token before."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

forward = gpt2.GPT2MLP.forward


def mixed(self, hidden):
    before = torch.nn.functional.pad(hidden, (0, 0, 1, 0))[:, :-1]
    return forward(self, hidden + 0.01 * before)


gpt2.GPT2MLP.forward = mixed
