"""What running models of true sizes took: time, and the most memory."""

from attrs import frozen

from claims._core.discovery import PACKAGE
from claims._views.written import written

# Written by `python -m tests.running.true_size`, on files of the true sizes with random numbers.
FILE = PACKAGE / "weights_running.toml"


@frozen
class Took:
    """One run: of what, on how much text, how long, and how much memory before it and at most."""

    checkpoint: str
    alternatives: int
    windows: int
    tokens: int
    seconds: int
    processors: int
    before_bytes: int
    peak_bytes: int

    @property
    def words(self) -> str:
        """All of it in a sentence."""
        beside = f"{self.alternatives} alternative{'s' * (self.alternatives != 1)}"
        text = f"{self.tokens:,} tokens in {self.windows} window{'s' * (self.windows != 1)}"
        more, before = (self.peak_bytes - self.before_bytes) / 1e6, self.before_bytes / 1e6
        return (
            f"{self.checkpoint} in its true sizes, random numbers in place of its own, as it is "
            f"and with {beside}, on {text}: {self.seconds:,} seconds on {self.processors} "
            f"processors, and {more:,.0f} MB of memory beyond the {before:,.0f} MB of a program "
            "that is about to begin."
        )


def read() -> list[Took]:
    """Each run that was measured, in the order of the file."""
    return [Took(name, **it) for name, it in written(FILE).items()]
