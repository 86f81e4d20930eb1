"""One request for one stretch of a file, on the hub library's session, and never a byte more."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from claims._checkpoints.hub.answer import (
    TRIES,
    commit_of,
    content_range,
    number,
    refused,
    wait_before,
)
from claims._checkpoints.hub.failure import Absent, Broken, HubError
from claims._checkpoints.hub.in_time import Line, TooLong, in_time
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter

# Seconds until something must come, and for how long a read may take in all.
PATIENCE = 10.0
LONGEST = 120.0
# Answers in all that a stretch may come in: a server may give less at once than it was asked for.
MOST_PARTS = 32
Read = TypeVar("Read")


@frozen
class Got:
    """Some bytes of a file, how long all of it is if that was said, and at which commit."""

    data: bytes
    total: int | None
    commit: str | None


def whole(place: Place, most: int, counter: Counter) -> Got:
    """Read a small file; raises HubError where it is longer than `most`."""
    if path := _here(place):
        return _from(path, place, 0, most)
    return _in_time(place, lambda line: _whole(place, most, counter, line))


def _whole(place: Place, most: int, counter: Counter, line: Line) -> Got:
    with _answer(place, None, counter, line) as response:
        if response.status_code != 200:
            raise refused(place, response)
        data = _body(place, response, most)
        return Got(data, len(data), response.headers.get("X-Repo-Commit") or commit_of(response))


def stretch(place: Place, begin: int, end: int, counter: Counter) -> Got:
    """Read the bytes from `begin` up to `end`, or up to where the file ends."""
    if path := _here(place):
        got = _from(path, place, begin, end)
        counter.cached.append(len(got.data))
        return got
    return _in_time(place, lambda line: _stretch(place, begin, end, counter, line))


def _stretch(place: Place, begin: int, end: int, counter: Counter, line: Line) -> Got:
    """Request a stretch, and what an answer leaves of it, until all has come.

    Of many gigabytes some answer breaks off: what doesn't again and again costs nobody the rest.
    """
    data, breaks = b"", 0
    for _ in range(MOST_PARTS):
        try:
            part = _part(place, begin + len(data), end, counter, line)
        except Broken:
            breaks += 1
            if breaks == TRIES:
                raise
            continue
        data += part.data
        if begin + len(data) >= min(end, part.total or 0):
            return Got(data, part.total, part.commit)
    what = f"expected {end - begin:,} bytes, got {len(data):,} in {MOST_PARTS} answers"
    raise HubError(place.repo, place.file, what, status=206)


def _part(place: Place, begin: int, end: int, counter: Counter, line: Line) -> Got:
    """Make one request; the answer must begin where asked, and may end sooner, as HTTP allows."""
    with _answer(place, (begin, end), counter, line) as response:
        if response.status_code == 200:
            what = "expected 206 and a range, got 200: the server ignores ranges"
            raise HubError(place.repo, place.file, f"{what}; nothing of it was read", status=200)
        if response.status_code != 206:
            raise refused(place, response)
        first, last, total = content_range(place, response)
        if first != begin or last >= end or last < begin:
            what = f"expected bytes {begin} to {end - 1}, got {first} to {last}"
            raise HubError(place.repo, place.file, what, status=206)
        data = _body(place, response, last + 1 - begin)
        if len(data) != last + 1 - begin:
            what = f"expected {last + 1 - begin} bytes, got {len(data)}: cut off"
            raise HubError(place.repo, place.file, what, status=206)
        return Got(data, total, commit_of(response))


def exists(place: Place, counter: Counter) -> bool:
    """Ask whether a file is there, and for no byte of it."""
    if place.cached or place.is_known_to_be_absent:
        return not place.is_known_to_be_absent
    return _in_time(place, lambda line: _exists(place, counter, line))


def _exists(place: Place, counter: Counter, line: Line) -> bool:
    with _answer(place, None, counter, line, "HEAD") as response:
        if response.status_code == 200:
            return True
        problem = refused(place, response)
        if isinstance(problem, Absent):
            return False
        raise problem


def _here(place: Place) -> Path | None:
    """Find a file in the library's cache; raises Absent where that knows that there is none."""
    if place.is_known_to_be_absent:
        raise Absent(place.repo, place.file, "not in the repository, as the hub's cache knows")
    return place.cached


def _from(path: Path, place: Place, begin: int, end: int) -> Got:
    """Read a stretch of a cached file; its folder is named as its commit."""
    with path.open("rb") as file:
        file.seek(begin)
        data = file.read(end - begin)
    return Got(data, path.stat().st_size, path.parent.name)


def _in_time(place: Place, read: Callable[[Line], Read]) -> Read:
    try:
        return in_time(LONGEST, read)
    except TooLong:
        what = f"expected it within {LONGEST:g} seconds: try again later"
        raise HubError(place.repo, place.file, what) from None


@contextmanager
def _answer(
    place: Place,
    span: tuple[int, int] | None,
    counter: Counter,
    line: Line,
    method: str = "GET",
) -> Iterator[Any]:
    """Ask, and again where the server is busy, but not for long.

    The library's own repetition waits for as long as a server asks, and may ask for an hour.
    """
    from huggingface_hub.utils import build_hf_headers, get_session  # type: ignore[attr-defined]

    # Compressed, a body's length says nothing about what was read.
    headers = {**build_hf_headers(library_name="claims"), "Accept-Encoding": "identity"}
    if span:
        headers["Range"] = f"bytes={span[0]}-{span[1] - 1}"
    _require_online(place)
    for left in reversed(range(TRIES)):
        counter.requests.append(f"{place.repo}/{place.file}")
        with _plain(place):
            request = get_session().build_request(
                method, place.url, headers=headers, timeout=PATIENCE
            )
            request.extensions["trace"] = line.heard
            response = get_session().send(request, stream=True, follow_redirects=True)
            line.answered(response)
        try:
            wait = wait_before(response, left)
            if wait is None:
                yield response
                return
        finally:
            # Of a body that breaks off, too, what had come by then.
            counter.sizes.append(response.num_bytes_downloaded)
            response.close()
        time.sleep(wait)


def _require_online(place: Place) -> None:
    """Raise HubError before anything is asked where the environment says that nothing may be."""
    from huggingface_hub import constants

    if constants.is_offline_mode():
        what = "offline: HF_HUB_OFFLINE is set, and the hub's cache doesn't hold it"
        raise HubError(place.repo, place.file, what)


@contextmanager
def _plain(place: Place) -> Iterator[None]:
    """Turn what the library and its transport raise into a HubError, without a token in it."""
    from huggingface_hub.errors import HfHubHTTPError

    transport = _transport()
    try:
        yield
    except transport.TooManyRedirects:
        raise HubError(place.repo, place.file, "redirected without an end") from None
    except transport.TimeoutException:
        what = f"nothing came for {PATIENCE:g} seconds: try again later"
        raise HubError(place.repo, place.file, what) from None
    except (transport.HTTPError, HfHubHTTPError) as error:
        what = f"the connection failed ({type(error).__name__}): try again later"
        broke = isinstance(error, (transport.RemoteProtocolError, transport.ReadError))
        raise (Broken if broke else HubError)(place.repo, place.file, what) from None


def _transport() -> Any:
    """What the hub library's session is of: httpx in its version 1, httpx2 in 2, alike by name."""
    from huggingface_hub.utils import get_session  # type: ignore[attr-defined]

    return import_module(type(get_session()).__module__.partition(".")[0])


def _body(place: Place, response: Any, most: int) -> bytes:
    """Read a body of at most so many bytes; what is longer is left unread."""
    said = response.headers.get("Content-Length", "")
    if (announced := number(said, 0)) > most:
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
