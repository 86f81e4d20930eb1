"""What can go wrong on the way to a file of the hub, in one sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims._core.errors import Refused


class HubError(Refused):
    """A file that couldn't be read: names repository, file, what came back and what to do.

    `wait` is in how many seconds the server said to come back, if it did.
    """

    def __init__(
        self,
        repo: str,
        file: str,
        what: str,
        *,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(f"{repo}/{file}: {what}")
        self.repo, self.file, self.status, self.wait = repo, file, status, wait


class Absent(HubError):
    """The repository is there and has no such file."""


class Broken(HubError):
    """The line broke in the middle: asked again, it may all come."""


class WrongEnvironment(Refused):
    """A variable of the environment that nothing can be read with, by name and without its value.

    A value may be a secret, or hold one, as the address of a proxy holds a password.
    """


@contextmanager
def named_as_on_the_hub(room: Path) -> Iterator[None]:
    """Let a refusal name repository and file, and not where they were put to be read."""
    try:
        yield
    except (HubError, WrongEnvironment):
        raise
    except Refused as problem:
        raise Refused(str(problem).replace(f"{room}/", "")) from None


# What the hub says is wrong, in a header of its answer.
_REASONS = {
    "RepoNotFound": "no such repository, or it is private: check its name, or set HF_TOKEN",
    "RevisionNotFound": "the repository has no such revision",
    "GatedRepo": "gated: accept its terms on its page, then set HF_TOKEN to that account's token",
}
_NOT_THAT_ONE = "the token that was sent isn't accepted, or may not read it: set another, or none"


def refusal(
    repo: str,
    file: str,
    status: int,
    code: str | None,
    wait: float | None = None,
    *,
    as_somebody: bool = False,
) -> HubError:
    """Say what an answer that isn't the file means; `as_somebody`, to one who sent a token."""
    if status == 404 and code in (None, "EntryNotFound"):
        return Absent(repo, file, "expected the file, got 404: not in the repository", status=404)
    reason = _REASONS.get(code or "")
    if reason is None and status in (401, 403):
        reason = _NOT_THAT_ONE if as_somebody else "not allowed: set HF_TOKEN to a token that may"
    if reason is None and status == 429:
        when = "later" if wait is None else f"in {wait:,.0f} seconds"
        reason = f"too many requests: try again {when}, or set HF_TOKEN for a higher limit"
    if reason is None and status == 416:
        reason = "the file is shorter than what was asked for"
    if reason is None:
        reason = "the server failed: try again later" if status >= 500 else "an unexpected answer"
    said = f"expected the file, got {status}: {reason}"
    return HubError(repo, file, said, status=status, wait=wait)
