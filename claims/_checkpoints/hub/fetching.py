"""One request for one stretch of a file, on the hub library's session, and never a byte more."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from attrs import frozen

from claims._checkpoints.hub.failure import HubError, refusal
from claims._checkpoints.hub.in_time import Line, TooLong, in_time
from claims._checkpoints.hub.took import Counter

# Seconds until something must come, and for how long a read may take in all.
PATIENCE = 10.0
LONGEST = 120.0
TRIES = 3
# Longer than this no answer is waited for, whatever the server asks.
LONGEST_WAIT = 20.0
TOO_MANY = 429
AGAIN = (TOO_MANY, 500, 502, 503, 504)
# When a limit on requests begins anew, as `RateLimit: "resolvers";r=0;t=55`.
RESET = re.compile(r";\s*t\s*=\s*(\d+)")
Otherwise = TypeVar("Otherwise")
# Digits of a commit.
COMMIT = 40
# A number in a header: digits as HTTP has them, not all that Python takes, and no endless row.
_LENGTH = "[0-9]{1,18}"
# No file is longer than a petabyte; what is said to be would be no file here either.
LONGEST_FILE = 2**50


@frozen
class Place:
    """A file of a repository at a revision, on an endpoint."""

    repo: str
    file: str
    revision: str

    @property
    def url(self) -> str:
        """Where it is, on the endpoint that the hub library was told."""
        from huggingface_hub import constants

        at = quote(self.revision, safe="")
        return f"{constants.ENDPOINT}/{self.repo}/resolve/{at}/{quote(self.file)}"

    @property
    def cached(self) -> Path | None:
        """It in the hub library's own cache: at a commit, which never changes, or offline."""
        from huggingface_hub import constants, try_to_load_from_cache

        is_commit = len(self.revision) == COMMIT and set(self.revision) <= set("0123456789abcdef")
        if not is_commit and not constants.is_offline_mode():
            return None
        found = try_to_load_from_cache(self.repo, self.file, revision=self.revision)
        return Path(found) if isinstance(found, str) else None


@frozen
class Got:
    """Some bytes of a file, how long all of it is if that was said, and at which commit."""

    data: bytes
    total: int | None
    commit: str | None


def whole(place: Place, most: int, counter: Counter) -> Got:
    """Read a small file; raises HubError where it is longer than `most`."""
    if path := place.cached:
        return _from(path, place, 0, most)
    return _in_time(place, lambda line: _whole(place, most, counter, line))


def _whole(place: Place, most: int, counter: Counter, line: Line) -> Got:
    with _answer(place, None, counter, line) as response:
        if response.status_code != 200:
            raise _refused(place, response)
        data = _body(place, response, most)
        return Got(data, len(data), response.headers.get("X-Repo-Commit") or _commit(response))


def stretch(place: Place, begin: int, end: int, counter: Counter) -> Got:
    """Read the bytes from `begin` up to `end`; the server must answer with just those."""
    if path := place.cached:
        return _from(path, place, begin, end)
    return _in_time(place, lambda line: _stretch(place, begin, end, counter, line))


def _stretch(place: Place, begin: int, end: int, counter: Counter, line: Line) -> Got:
    with _answer(place, (begin, end), counter, line) as response:
        if response.status_code == 200:
            what = "expected 206 and a range, got 200: the server ignores ranges"
            raise HubError(place.repo, place.file, f"{what}; nothing of it was read", status=200)
        if response.status_code != 206:
            raise _refused(place, response)
        first, last, total = _content_range(place, response)
        if first != begin or last >= end or last < begin:
            what = f"expected bytes {begin} to {end - 1}, got {first} to {last}"
            raise HubError(place.repo, place.file, what, status=206)
        data = _body(place, response, last + 1 - begin)
        if len(data) != last + 1 - begin:
            what = f"expected {last + 1 - begin} bytes, got {len(data)}: cut off"
            raise HubError(place.repo, place.file, what, status=206)
        return Got(data, total, _commit(response))


def _from(path: Path, place: Place, begin: int, end: int) -> Got:
    """Read a stretch of a cached file; its folder is named as its commit."""
    with path.open("rb") as file:
        file.seek(begin)
        data = file.read(end - begin)
    return Got(data, path.stat().st_size, path.parent.name)


def _in_time(place: Place, read: Callable[[Line], Got]) -> Got:
    try:
        return in_time(LONGEST, read)
    except TooLong:
        what = f"expected it within {LONGEST:g} seconds: try again later"
        raise HubError(place.repo, place.file, what) from None


@contextmanager
def _answer(
    place: Place, span: tuple[int, int] | None, counter: Counter, line: Line
) -> Iterator[Any]:
    """Ask, and again where the server is busy or the line breaks, but not for long.

    The library's own repetition waits for as long as a server asks, and may ask for an hour.
    """
    from huggingface_hub.utils import build_hf_headers, get_session  # type: ignore[attr-defined]

    # Compressed, a body's length says nothing about what was read.
    headers = {**build_hf_headers(library_name="claims"), "Accept-Encoding": "identity"}
    if span:
        headers["Range"] = f"bytes={span[0]}-{span[1] - 1}"
    for left in reversed(range(TRIES)):
        counter.requests.append(f"{place.repo}/{place.file}")
        with _plain(place):
            request = get_session().build_request(
                "GET", place.url, headers=headers, timeout=PATIENCE
            )
            request.extensions["trace"] = line.heard
            response = get_session().send(request, stream=True, follow_redirects=True)
            line.answered(response)
        try:
            wait = _wait(response, left)
            if wait is None:
                yield response
                return
        finally:
            # Of a body that breaks off, too, what had come by then.
            counter.sizes.append(response.num_bytes_downloaded)
            response.close()
        time.sleep(wait)


def _wait(response: Any, left: int) -> float | None:
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
    return _number(said, None)


@contextmanager
def _plain(place: Place) -> Iterator[None]:
    """Turn what the library and its transport raise into a HubError, without a token in it."""
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    transport = _transport()
    try:
        yield
    except OfflineModeIsEnabled:
        what = "offline: HF_HUB_OFFLINE is set, and the hub's cache doesn't hold it"
        raise HubError(place.repo, place.file, what) from None
    except transport.TooManyRedirects:
        raise HubError(place.repo, place.file, "redirected without an end") from None
    except transport.TimeoutException:
        what = f"nothing came for {PATIENCE:g} seconds: try again later"
        raise HubError(place.repo, place.file, what) from None
    except (transport.HTTPError, HfHubHTTPError) as error:
        what = f"the connection failed ({type(error).__name__}): try again later"
        raise HubError(place.repo, place.file, what) from None


def _transport() -> Any:
    """What the hub library's session is of: httpx in its version 1, httpx2 in 2, alike by name."""
    from huggingface_hub.utils import get_session  # type: ignore[attr-defined]

    return import_module(type(get_session()).__module__.partition(".")[0])


def _body(place: Place, response: Any, most: int) -> bytes:
    """Read a body of at most so many bytes; what is longer is left unread."""
    said = response.headers.get("Content-Length", "")
    if (announced := _number(said, 0)) > most:
        what = f"expected at most {most:,} bytes, got {announced:,}; nothing of it was read"
        raise HubError(place.repo, place.file, what, status=response.status_code)
    data = bytearray()
    with _plain(place):
        # As they come: gathered into chunks, few bytes would be held back until there are many.
        for chunk in response.iter_raw():
            data += chunk
            if len(data) > most:
                what = f"expected at most {most:,} bytes, got more; the rest was not read"
                raise HubError(place.repo, place.file, what, status=response.status_code)
    return bytes(data)


def _content_range(place: Place, response: Any) -> tuple[int, int, int]:
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


def _number(said: str, otherwise: Otherwise) -> int | Otherwise:
    """Read a header's number, if it is one."""
    return int(said) if re.fullmatch(_LENGTH, said) else otherwise


def _commit(response: Any) -> str | None:
    """The commit that a file was resolved at: said by the hub, not by where it redirects to."""
    for each in (*response.history, response):
        if found := each.headers.get("X-Repo-Commit"):
            return str(found)
    return None


def _refused(place: Place, response: Any) -> HubError:
    code = next(
        (
            it.headers["X-Error-Code"]
            for it in (*response.history, response)
            if "X-Error-Code" in it.headers
        ),
        None,
    )
    status, wait = response.status_code, _asked(response)
    return refusal(place.repo, place.file, status, code, wait)
