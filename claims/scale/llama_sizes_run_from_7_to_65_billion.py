"""Whether LLaMA comes in sizes from 7 to 65 billion parameters."""

from datetime import date

from claims import Family, FamilyTensors, Observed, Tensors, claim, snapshot, snapshots
from claims.scale._rounding import holds

BILLION = 10**9
LLAMA_1 = snapshots("llama", date(2023, 2, 24))
THEN, NOW = snapshots("llama")
LATER = [name for name in NOW.members if name not in LLAMA_1[0].members]


@claim(
    statement="LLaMA comes in sizes from 7 billion to 65 billion parameters.",
    about=[*LLAMA_1, THEN, NOW],
    finding="LLaMA comes in sizes from {sizes} parameters.",
    controls=[
        snapshot(NOW, without=LATER, expect="passed"),
        snapshot(LLAMA_1[0], without=["llama-65b"], expect="failed"),
        snapshot(LLAMA_1[0], without=["llama-7b"], expect="failed"),
    ],
    sources=["llama-paper", "llama-2-paper", "llama-3-paper", "transformers:LlamaForCausalLM"],
)
def llama_sizes_run_from_7_to_65_billion(family: Family) -> Observed:
    """Count the ends of what there was on the day, as the configs give them."""
    counts = [it.parameters for it in family.members]
    newest = list(family.generations)[-1].replace("llama-1", "LLaMA 1").replace("llama-", "Llama ")
    ends = holds(7 * BILLION, min(counts), BILLION) and holds(65 * BILLION, max(counts), BILLION)
    return Observed(ends, sizes=f"{min(counts):,} to {max(counts):,} (with {newest})")


@llama_sizes_run_from_7_to_65_billion.also
def stored(family: FamilyTensors) -> Observed:
    """Count the ends by what is stored; one that is wrong is enough to fail."""
    smallest, *_, largest = sorted(family.members, key=_in_blocks)
    if not holds(7 * BILLION, smallest.parameters, BILLION):
        return Observed(False)
    return Observed(holds(65 * BILLION, largest.parameters, BILLION))


def _in_blocks(member: Tensors) -> int:
    """Layers, width and inner width are enough to sort the sizes by."""
    layers, width = member.fact("layers"), member.fact("hidden_size")
    return int(layers * width * (width + member.fact("feed_forward_size")))
