"""The loss as published beside the loss with an alternative, window by window: is one clearer?"""

from collections import Counter
from dataclasses import dataclass
from math import isfinite, log, sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

# A difference counts from so many of its standard errors on: by chance alone, to either side, it
# gets there once in 370 comparisons on many windows, in 150 on two dozen and in 50 on the fewest.
CLEAR = 3.0


@dataclass(frozen=True)
class Comparison:
    """Losses in nats a token; `dearer` is the mean over windows of what the alternative adds.

    `error` is the standard error of that mean. Windows are read both ways, so what makes one text
    harder than another is no part of it. `by_frequency` is the loss of knowing nothing but
    how often each token occurs in what was read.
    """

    published: float
    altered: float
    dearer: float
    error: float
    windows: int
    tokens: int
    by_frequency: float

    @property
    def reads(self) -> bool:
        """Whether the model as published makes anything of what stands before a token.

        Of a vocabulary's whole size a model may use a part by the tokenizer that it was given, so
        that equal chances are too easy to beat. The stand-ins, as small as they are, come to 3.4
        and 3.9 nats a token, by frequency it were 5.1; with random numbers in them, or the tokens
        shuffled, to 6.3 and more. Of few tokens the bound is low, and nothing is told of them.
        """
        return self.published < self.by_frequency

    @property
    def clear(self) -> bool:
        """Whether the difference is so large that it is no accident of the text."""
        return isfinite(self.dearer) and abs(self.dearer) > CLEAR * self.error

    @property
    def worse(self) -> bool:
        """Whether the alternative clearly costs something."""
        return self.clear and self.dearer > 0

    @property
    def better(self) -> bool:
        """Whether the alternative clearly fits the weights better than what was published."""
        return self.clear and self.dearer < 0

    @property
    def values(self) -> dict[str, float | int]:
        """What a check shows: rounded to what is the same on any machine."""
        return {
            "nats_as_published": round(self.published, 3),
            "nats_altered": round(self.altered, 3),
            "nats_dearer": float(f"{self.dearer:.2g}"),
            "standard_error": float(f"{self.error:.1g}"),
            "tokens_read": self.tokens,
        }


def compared(
    published: "torch.Tensor", altered: "torch.Tensor", windows: "torch.Tensor"
) -> Comparison:
    """Compare the losses of the same windows of tokens."""
    one, other = published.double().tolist(), altered.double().tolist()
    apart = [b - a for a, b in zip(one, other, strict=True)]
    finite = all(map(isfinite, apart))
    return Comparison(
        published=fmean(one),
        altered=fmean(other),
        dearer=fmean(apart),
        error=stdev(apart) / sqrt(len(apart)) if finite else float("inf"),
        windows=len(apart),
        tokens=windows[:, 1:].numel(),
        by_frequency=_entropy(windows[:, 1:]),
    )


def _entropy(tokens: "torch.Tensor") -> float:
    """The mean surprise, in nats, of tokens by their own frequencies."""
    counts, every = Counter(tokens.flatten().tolist()).values(), tokens.numel()
    return sum(many / every * log(every / many) for many in counts)
