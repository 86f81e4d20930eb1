"""However large the files, a check reads what it declares, a tensor at a time."""

import pytest

from tests.hub.true_size import place
from tests.weights.measuring import measured


# The longest piece of a tensor that is held is 16 MiB, beside NumPy and what it is turned into.
@pytest.mark.parametrize(
    "name, most_bytes", [("gpt2", 560_000_000), ("llama-3.1-405b", 10_000_000)]
)
def test_memory_is_flat_and_bytes_are_few(name, most_bytes, tmp_path):
    found = measured(name, tmp_path / place(tmp_path, name))
    assert found["peak"] - found["before"] < 150_000_000
    assert 0 < sum(found["claims"].values()) < most_bytes
