"""Whether a token sees later ones."""

import pytest

from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", [*FACTS, "opt", "bloom", "mpt", "gemma2"])
def test_decoders_are_causal(name):
    assert asked("causality", name).causal


@pytest.mark.parametrize(
    "name, path",
    [
        ("gpt2", "attn"),
        ("gpt2", "h.1.attn"),
        ("llama-7b", "self_attn"),
        ("llama-3-8b", "self_attn"),
    ],
)
def test_a_missing_mask_is_seen_in_any_layer(name, path):
    seen = asked("causality", name, (path, "no_mask"))
    assert not seen.causal
    assert seen.earlier > 0.1


def test_an_encoder_is_not_causal():
    assert not asked("causality", "bert").causal


def test_a_config_that_says_so_is_believed_by_what_it_does():
    model = Behaviour("llama-7b", FACTS["llama-7b"], alteration={"is_causal": False})
    assert not model.causality().causal


def test_a_mask_that_ends_late_is_seen():
    def late(attention):
        def see(_, args, given):
            if given.get("attention_mask") is not None:
                mask = given["attention_mask"].clone()
                mask[..., 20:, :] = 0
                given["attention_mask"] = mask
            return args, given

        attention.register_forward_pre_hook(see, with_kwargs=True)
        return attention

    model = Behaviour("gpt2", FACTS["gpt2"], patches=[("attn", late)])
    assert not model.causality().causal
