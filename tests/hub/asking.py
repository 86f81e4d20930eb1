"""Asking a server plainly, with no library in between that would follow or repeat."""

import http.client
from urllib.parse import urlsplit

from attrs import frozen


@frozen
class Reply:
    """What came back; `broken` names the exception that ended the body early."""

    status: int
    headers: dict[str, str]
    body: bytes
    broken: str | None = None


def ask(address: str, method: str = "GET", wait: float = 5, **headers: str) -> Reply:
    """Make one request on a connection of its own; header names are given with underscores."""
    split = urlsplit(address)
    connection = http.client.HTTPConnection(split.netloc, timeout=wait)
    try:
        target = split.path + (f"?{split.query}" if split.query else "")
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, target, headers=sent)
        response = connection.getresponse()
        body, broken = _read(response)
        return Reply(
            response.status, {k.lower(): v for k, v in response.headers.items()}, body, broken
        )
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse) -> tuple[bytes, str | None]:
    body = bytearray()
    try:
        while piece := response.read1(65_536):
            body += piece
    except (OSError, http.client.HTTPException) as error:
        return bytes(body), type(error).__name__
    short = response.length not in (None, 0)
    return bytes(body), "IncompleteRead" if short else None
