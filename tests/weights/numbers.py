"""Numbers such as training leaves behind, and such as it doesn't."""

from collections.abc import Mapping

import numpy as np

from tests.weights.filled import Make

MASKS, FREQUENCIES = r"h\.\d+\.attn\.bias", r".*inv_freq"
GAINS = r"(.*\.)?(ln_\w+|\w*norm)\.weight"
BIASES = r"(h\.\d+\.(ln_\d|attn\.c_\w+|mlp\.c_\w+)|ln_f)\.bias"


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


def sinusoids(shape: tuple[int, ...]) -> np.ndarray:
    """Sines of all speeds, then their cosines."""
    angles = np.arange(shape[0])[:, None] / 10000 ** (np.arange(shape[1] // 2) * 2 / shape[1])
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def sinusoids_in_turn(shape: tuple[int, ...]) -> np.ndarray:
    """Each sine beside its cosine."""
    halves = sinusoids(shape).reshape(shape[0], 2, -1)
    return halves.swapaxes(1, 2).reshape(shape)


def padded(shape: tuple[int, ...]) -> np.ndarray:
    """Sinusoids, but zeros for the padding token's position."""
    rows = sinusoids(shape)
    rows[1] = 0
    return rows


def one_row_repeated(shape: tuple[int, ...]) -> np.ndarray:
    """The same vector for each position."""
    return np.broadcast_to(drawn(shape)[:1], shape)


def one_hot(shape: tuple[int, ...]) -> np.ndarray:
    """A coordinate for each position, from the first again where there are too few."""
    return np.eye(shape[1])[np.arange(shape[0]) % shape[1]]


def orthogonal(shape: tuple[int, ...]) -> np.ndarray:
    """Columns at right angles, and rows as nearly as there is room."""
    return np.linalg.qr(np.random.default_rng(0).normal(size=(shape[0], shape[0])))[0][
        :, : shape[1]
    ]


def half_drawn(shape: tuple[int, ...]) -> np.ndarray:
    """Only the first half of the positions was ever met in training."""
    rows, half = walk(shape), shape[0] // 2
    rows[half:] = drawn(shape)[half:]
    return rows


def half_zero(shape: tuple[int, ...]) -> np.ndarray:
    """Zeros for the second half of the positions."""
    rows = walk(shape)
    rows[shape[0] // 2 :] = 0
    return rows


def half_repeated(shape: tuple[int, ...]) -> np.ndarray:
    """The second half of the positions is the first once more."""
    rows = walk(shape)
    return np.concatenate([rows[: shape[0] // 2]] * 2)


def a_first_row_unlike_all(shape: tuple[int, ...]) -> np.ndarray:
    """As trained models have it: long, and at right angles to its neighbours."""
    rows = walk(shape)
    rows[0] = 5 * np.linalg.norm(rows, axis=1).mean() * np.eye(shape[1])[0]
    return rows


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
