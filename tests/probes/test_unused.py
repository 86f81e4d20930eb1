"""Parts that a pass over one text leaves idle."""

from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.asking import asked


def test_nothing_is_idle_in_a_decoder():
    assert asked("unused", "gpt2").blocks == 0
    assert asked("unused", "llama-3-8b").blocks == 0


def test_attention_to_an_encoder_is_idle_without_one():
    unused = measured("unused", tiny("gpt2", add_cross_attention=True))
    assert unused.blocks == 2
    assert any("crossattention" in it for it in unused.paths)
