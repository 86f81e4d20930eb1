"""What is wrong with something that an author wrote, and where."""

from pathlib import Path


class ClaimError(Exception):
    """A claim, or a page, that must be refused: names the file, the line and what was expected."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = Path(path), line, message
