"""Which tensor goes into which weights file: as the library fills shards up to a size."""

from collections.abc import Iterable

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.record import Record
from tests.hub.stored_tensors import data_bytes

SINGLE = "model.safetensors"
Files = dict[str, list[Tensor]]


def split(tensors: Iterable[Tensor], most: int) -> Files:
    """Fill each shard until the next tensor would be too much; one too large is alone."""
    shards: list[list[Tensor]] = []
    current: list[Tensor] = []
    for it in tensors:
        if data_bytes(it) > most:
            shards.append([it])
            continue
        if current and sum(map(data_bytes, current)) + data_bytes(it) > most:
            shards.append(current)
            current = []
        current.append(it)
    shards += [current] if current else []
    if len(shards) == 1:
        return {SINGLE: shards[0]}
    count = len(shards)
    return {f"model-{at:05}-of-{count:05}.safetensors": them for at, them in enumerate(shards, 1)}


def most_of(record: Record) -> int:
    """The size of shards at the time: 10 GB, and 5 since LLaMA 3; a GPT-2 was never split."""
    if record.value("architecture") == "GPT2LMHeadModel":
        return 10**12
    return 5 * 10**9 if record.value("vocabulary") > 32_000 else 10 * 10**9
