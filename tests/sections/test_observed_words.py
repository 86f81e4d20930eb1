"""What is observed reads, under the name that it bears, as what it is."""

import pytest

from claims._checkpoints.selection import select
from claims._core.discovery import load_all
from claims._core.evaluate import run_unit
from claims._core.unit import SOURCE_KNEW_UNTIL, Unit
from claims._core.words import Evidence
from claims._probes.models.reconcile import reconcile
from claims._views.observed import observed_words

BUILT = "feed_forward/llama_feed_forward_is_built_alike"
NORM = "normalization/llama_uses_layer_normalization"


@pytest.mark.parametrize(
    "claim, name, words",
    [
        (BUILT, "llama-7b", "adds: no bias, puts through: SiLU"),
        (BUILT, "llama-7b", "multiplies: another"),
        (BUILT, "gpt2", "adds: biases"),
        (BUILT, "gpt2", "multiplies: nothing"),
        (NORM, "llama-7b", "uses: RMSNorm, which takes no mean away, adds: no bias"),
        (NORM, "gpt2", "uses: layernorm, adds: a bias"),
    ],
)
def test_no_name_of_a_value_is_said_again_by_the_value(claim, name, words):
    chosen = select("recorded", [], reconcile)
    unit = Unit(name, SOURCE_KNEW_UNTIL)
    seen = run_unit(load_all()[claim], unit, chosen, frozenset({Evidence.BEHAVIOUR}))
    assert words in observed_words(seen.observed)
