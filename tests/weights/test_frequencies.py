"""Frequencies are compared as finely as their precision holds them, and no more finely."""

import numpy as np
import pytest
import torch

from claims._checkpoints.weights.frequencies import follow

KINDS = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def as_the_library_makes_them(base, width):
    """In 32 bits, as transformers computes them."""
    return 1.0 / (base ** (torch.arange(0, width, 2).float() / width))


@pytest.mark.parametrize("width", [64, 80, 100, 128])
@pytest.mark.parametrize("base", [1e4, 5e5])
@pytest.mark.parametrize("dtype", KINDS)
def test_what_was_rounded_by_storing_follows_its_base(dtype, base, width):
    made = as_the_library_makes_them(base, width).to(KINDS[dtype]).float().numpy()
    assert follow(made, dtype, base)


def test_what_was_converted_in_half_precision_and_stored_in_single_follows_its_base():
    made = as_the_library_makes_them(1e4, 128).half().float().numpy()
    assert follow(made, "F32", 1e4)
    assert not follow(made, "F32", 1.01e4)


# Half precision rounds by half as much at most, and computing in 32 bits by 7e-7 for this base.
@pytest.mark.parametrize("dtype, off", [("F32", 2**-10), ("F16", 2**-10), ("BF16", 2**-7)])
def test_what_is_further_off_does_not(dtype, off):
    made = as_the_library_makes_them(1e4, 128).double().numpy()
    assert follow(made, dtype, 1e4)
    made[32] *= 1 + off
    assert not follow(made, dtype, 1e4)


@pytest.mark.parametrize(
    "made", [np.zeros(64), np.full(64, np.nan), np.zeros(0), np.float32(1), np.ones((8, 8))]
)
def test_what_is_no_row_of_frequencies_follows_none(made):
    assert not follow(np.asarray(made), "F32", 1e4)


def test_a_base_that_is_none_is_followed_by_nothing():
    made = as_the_library_makes_them(1e4, 128).numpy()
    assert not any(follow(made, "F32", base) for base in (0.0, -1e4, float("nan")))
    assert not follow(np.ones(64, np.int64), "I64", 1e4)
