"""Whether the largest GPT-2 has 1.5 billion parameters."""

from datetime import date

from claims import Family, FamilyTensors, Observed, claim, snapshot, snapshots
from claims.scale._rounding import holds

STATED, DIGIT = 1_500_000_000, 100_000_000
AT_FIRST, IN_AUGUST = snapshots("gpt2", date(2019, 2, 14), date(2019, 8, 20))


@claim(
    statement="The largest GPT-2 has 1.5 billion parameters.",
    about=snapshots("gpt2"),
    finding="The largest GPT-2, {largest}, has {exactly} parameters, tied ones counted once.",
    controls=[
        snapshot(snapshots("gpt2")[0], without=["gpt2-xl"], expect="failed"),
        snapshot(IN_AUGUST, expect="failed"),
        snapshot(AT_FIRST, expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2LMHeadModel"],
)
def largest_gpt2_has_1_5_billion_parameters(family: Family) -> Observed:
    """Count the reference class as the config has it; the figure may be rounded or cut off."""
    found = max(family.members, key=lambda it: it.parameters)
    exactly = found.parameters
    return Observed(holds(STATED, exactly, DIGIT), largest=found.name, exactly=exactly)


@largest_gpt2_has_1_5_billion_parameters.also
def stored(family: FamilyTensors) -> Observed:
    """Count what the deepest one's published weights hold, where their size was met to the byte."""
    exactly = max(family.members, key=lambda it: int(it.fact("layers"))).parameters
    return Observed(holds(STATED, exactly, DIGIT), exactly=exactly)
