"""Whether the smallest GPT-2 has 117 million parameters."""

from datetime import date

from claims import Family, FamilyTensors, Observed, claim, edited, snapshot, snapshots
from claims.scale._rounding import holds

STATED, DIGIT = 117_000_000, 1_000_000
(AT_FIRST,) = snapshots("gpt2", date(2019, 2, 14))
# The tables of the first GPT: its vocabulary and its context.
OF_GPT_1 = {r".*(wte|lm_head)\.weight": (40478, 768), r".*wpe\.weight": (512, 768)}


@claim(
    statement="The smallest GPT-2 has 117 million parameters.",
    about=snapshots("gpt2"),
    finding="The smallest GPT-2, {smallest}, has {exactly} parameters, tied ones counted once.",
    controls=[
        edited(AT_FIRST, reshaped=OF_GPT_1, expect="passed"),
        edited(AT_FIRST, without=[r".*wpe\.weight"], expect="failed"),
        snapshot(snapshots("gpt2")[0], without=["gpt2"], expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2LMHeadModel"],
)
def smallest_gpt2_has_117_million_parameters(family: Family) -> Observed:
    """Count the reference class as the config has it; the figure may be rounded or cut off."""
    found = min(family.members, key=lambda it: it.parameters)
    exactly = found.parameters
    return Observed(holds(STATED, exactly, DIGIT), smallest=found.name, exactly=exactly)


@smallest_gpt2_has_117_million_parameters.also
def stored(family: FamilyTensors) -> Observed:
    """Count what the shallowest one's published weights hold, every byte of them accounted for."""
    exactly = min(family.members, key=lambda it: int(it.fact("layers"))).parameters
    return Observed(holds(STATED, exactly, DIGIT), exactly=exactly)
