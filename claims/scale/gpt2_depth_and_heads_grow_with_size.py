"""Whether larger GPT-2 models have more layers and more heads."""

from datetime import date
from itertools import pairwise

from claims import Family, Observed, claim, snapshot, snapshots

(AT_FIRST,) = snapshots("gpt2", date(2019, 2, 14))
LLAMA_1, LLAMA_2 = snapshots("llama", date(2023, 2, 24), date(2023, 7, 18))


@claim(
    statement="In GPT-2 the numbers of layers and of attention heads grow with the model's size.",
    about=snapshots("gpt2"),
    finding="From the smallest GPT-2 to the largest, layers × heads are {layers_by_heads}.",
    controls=[
        snapshot(AT_FIRST, expect="failed"),
        snapshot(LLAMA_1, expect="passed"),
        snapshot(LLAMA_2, expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Config"],
)
def gpt2_depth_and_heads_grow_with_size(family: Family) -> Observed:
    """Sort the sizes by their parameters: does each next one have more of both?"""
    sizes = sorted(family.members, key=lambda it: it.parameters)
    both = [(it.fact("layers"), it.fact("query_heads")) for it in sizes]
    grow = all(less[0] < more[0] and less[1] < more[1] for less, more in pairwise(both))
    said = [f"{layers} × {heads}" for layers, heads in both]
    return Observed(grow and len(both) > 1, layers_by_heads=said)
