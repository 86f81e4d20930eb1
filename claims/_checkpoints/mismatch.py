"""The refusal of a reconciliation that doesn't come out exactly."""

from collections.abc import Iterable

from claims._core.errors import Refused

# Names shown of each kind; the rest is counted.
_SHOWN = 4


class Mismatch(Refused):
    """Published weights that the reference class does not account for: where, and by how much."""

    def __init__(
        self,
        file: str,
        what: str,
        missing: Iterable[str] = (),
        unexpected: Iterable[str] = (),
        difference: int | None = None,
    ) -> None:
        self.missing, self.unexpected = tuple(sorted(missing)), tuple(sorted(unexpected))
        self.file, self.difference = file, difference
        words = [f"{file}: {what}"]
        words += [f"missing {_some(self.missing)}"] if self.missing else []
        words += [f"unexpected {_some(self.unexpected)}"] if self.unexpected else []
        words += [f"{difference:+,} bytes"] if difference is not None else []
        super().__init__("; ".join(words))


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
