"""What the headers of an answer say: which bytes, of which commit, or when to come back."""

import re
import time
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from claims._checkpoints.hub.failure import HubError, refusal
from claims._checkpoints.hub.place import Place

# Tries in all, where the server is busy.
TRIES = 3
# Longer than this no answer is waited for, whatever the server asks.
LONGEST_WAIT = 20.0
TOO_MANY = 429
AGAIN = (TOO_MANY, 500, 502, 503, 504)
# When a limit on requests begins anew, as `RateLimit: "resolvers";r=0;t=55`.
RESET = re.compile(r";\s*t\s*=\s*(\d+)")
Otherwise = TypeVar("Otherwise")
# A number in a header: digits as HTTP has them, not all that Python takes, and no endless row.
_LENGTH = "[0-9]{1,18}"
# No file is longer than a petabyte; what is said to be would be no file here either.
LONGEST_FILE = 2**50


def wait_before(response: Any, left: int) -> float | None:
    """Seconds until the next try; None if the answer is to be taken as it is."""
    if response.status_code not in AGAIN or not left:
        return None
    asked = _asked(response)
    wait = 0.5 * 2 ** (TRIES - 1 - left) if asked is None else asked
    return wait if wait <= LONGEST_WAIT else None


def _asked(response: Any) -> float | None:
    """In how many seconds the server says to come back."""
    said = response.headers.get("Retry-After", "")
    if not said and response.status_code == TOO_MANY:
        reset = RESET.search(response.headers.get("RateLimit", ""))
        said = reset[1] if reset else ""
    return _until(said) if "," in said else number(said, None)


def _until(said: str) -> float | None:
    """Seconds up to a day and time, the other form that a server may say it in."""
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def content_range(place: Place, response: Any) -> tuple[int, int, int]:
    """Read `bytes first-last/total`; a total that isn't said is of no use here."""
    said = response.headers.get("Content-Range", "")
    found = re.fullmatch(f"bytes ({_LENGTH})-({_LENGTH})/({_LENGTH})", said)
    if not found:
        what = f"expected a Content-Range, got {said[:60]!r}"
        raise HubError(place.repo, place.file, what, status=206)
    first, last, total = map(int, found.groups())
    if total > LONGEST_FILE:
        what = f"expected a file of at most {LONGEST_FILE:,} bytes, got {total:,}"
        raise HubError(place.repo, place.file, what, status=206)
    return first, last, total


def number(said: str, otherwise: Otherwise) -> int | Otherwise:
    """Read a header's number, if it is one."""
    return int(said) if re.fullmatch(_LENGTH, said) else otherwise


def commit_of(response: Any) -> str | None:
    """The commit that a file was resolved at: said by the hub, not by where it redirects to."""
    for each in (*response.history, response):
        if found := each.headers.get("X-Repo-Commit"):
            return str(found)
    return None


def refused(place: Place, response: Any) -> HubError:
    answers = (*response.history, response)
    codes = (it.headers["X-Error-Code"] for it in answers if "X-Error-Code" in it.headers)
    return refusal(
        place.repo,
        place.file,
        response.status_code,
        next(codes, None),
        _asked(response),
        as_somebody=any("Authorization" in it.request.headers for it in answers),
    )
