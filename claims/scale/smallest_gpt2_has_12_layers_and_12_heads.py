"""Whether the smallest GPT-2 has 12 layers of 12 heads."""

from datetime import date

from claims import (
    Family,
    FamilyBehaviour,
    FamilyTensors,
    Observed,
    claim,
    edited,
    snapshot,
    snapshots,
)

TWELVE = 12
(AT_FIRST,) = snapshots("gpt2", date(2019, 2, 14))


@claim(
    statement="The smallest GPT-2 has 12 layers and 12 attention heads.",
    about=snapshots("gpt2"),
    finding="The smallest GPT-2, {smallest}, has {depth} layers of {heads} attention heads each.",
    controls=[
        snapshot(snapshots("gpt2")[0], without=["gpt2"], expect="failed"),
        edited(AT_FIRST, without=[r"h\.11\..*"], expect="failed"),
        snapshot(AT_FIRST, expect="passed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Config"],
)
def smallest_gpt2_has_12_layers_and_12_heads(family: Family) -> Observed:
    """Read what its config states."""
    found = min(family.members, key=lambda it: it.parameters)
    depth, heads = found.fact("layers"), found.fact("query_heads")
    return Observed(depth == heads == TWELVE, smallest=found.name, depth=depth, heads=heads)


@smallest_gpt2_has_12_layers_and_12_heads.also
def stored_layers(family: FamilyTensors) -> Observed:
    """Count the layers that are stored; heads leave no tensor, so they are the config's here."""
    found = min(family.members, key=lambda it: int(it.fact("layers")))
    depth, heads = len(found.blocks), found.fact("query_heads")
    return Observed(depth == heads == TWELVE, depth=depth)


@smallest_gpt2_has_12_layers_and_12_heads.also
def measured_heads(family: FamilyBehaviour) -> Observed:
    """Change one cached head after the other: how many query heads move by themselves?"""
    found = min(family.members, key=lambda it: it.at_full_size().parameters)
    heads = found.with_stated_heads().head_sharing()
    alone = heads.kind == "multi-head" and heads.query_heads == TWELVE
    return Observed(alone and found.fact("layers") == TWELVE, heads=heads.query_heads)
