"""What a user got wrong, and where: shown as one sentence, never with a traceback."""

from pathlib import Path

from claims._core.visible import visible


class Refused(Exception):
    """An input that can't be accepted; its text names the offender and what was expected."""

    def __str__(self) -> str:
        # One sentence on one line, whatever a file's names put into it.
        return visible(super().__str__()).replace("\n", "\\n")


class UnknownClaim(Refused):
    """A claim that isn't there."""

    def __init__(self, claim_id: str, known: int) -> None:
        super().__init__(f"unknown claim {claim_id!r}; `claims list` shows all {known}")


class ClaimError(Refused):
    """A claim, or a page, that must be refused: names the file, the line and what was expected."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = Path(path), line, message
