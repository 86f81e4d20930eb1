"""Numbers such as training leaves behind, and such as it doesn't."""

from collections.abc import Mapping

import numpy as np

from tests.weights.filled import Make

MASKS, FREQUENCIES = r"h\.\d+\.attn\.bias", r".*inv_freq"
GAINS = r"(.*\.)?(ln_\w+|\w*norm)\.weight"
BIASES = r"h\.\d+\.(ln_\d|attn\.c_\w+|mlp\.c_\w+)\.bias"


def triangle(shape: tuple[int, ...]) -> np.ndarray:
    """A causal mask."""
    return np.tri(*shape[-2:]).reshape(shape)


def frequencies(base: float) -> Make:
    """The frequencies by which pairs turn, for a base."""
    return lambda shape: base ** (-np.arange(shape[0]) / shape[0])


def drawn(shape: tuple[int, ...]) -> np.ndarray:
    """Independent draws, as before training."""
    return np.random.default_rng(0).normal(0, 0.02, shape)


def walk(shape: tuple[int, ...]) -> np.ndarray:
    """Rows of which each is near the one before it, as training leaves positions."""
    return np.cumsum(drawn(shape), axis=0)


def moved(shape: tuple[int, ...]) -> np.ndarray:
    """Gains that training has moved."""
    return 1 + 5 * drawn(shape)


def spread(shape: tuple[int, ...]) -> np.ndarray:
    """Biases that training has moved, those of each width by another measure."""
    return drawn(shape) * shape[0]


def none(shape: tuple[int, ...]) -> np.ndarray:
    """What a training that broke down leaves."""
    return np.full(shape, np.nan)


def half(shape: tuple[int, ...]) -> np.ndarray:
    """One number for all."""
    return np.full(shape, 0.5)


def ones(shape: tuple[int, ...]) -> np.ndarray:
    """Gains that nothing has moved."""
    return np.ones(shape)


TRAINED: Mapping[str, Make] = {
    MASKS: triangle,
    r"wpe\.weight": walk,
    BIASES: spread,
    GAINS: moved,
}
