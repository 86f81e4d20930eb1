"""What the site says that reading a checkpoint takes is what it takes."""

from pathlib import Path

import pytest

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._views import reading
from tests.hub.measuring import cost


@pytest.mark.parametrize("name", ["gpt2", "llama-2-13b"])
def test_the_recorded_cost_is_the_measured_one(name: str, tmp_path: Path) -> None:
    said = reading.read()[name]
    measured = cost(checkpoint(name), tmp_path)
    assert {"requests": said.requests, "bytes_read": said.bytes_read} == measured, (
        "python -m tests.hub"
    )


def test_every_checkpoint_has_a_cost_and_all_are_summed() -> None:
    each = reading.read()
    assert list(each) == [it.id for it in catalogue()]
    assert reading.altogether().bytes_read == sum(it.bytes_read for it in each.values())
