"""An answer: status, headers, and a body that comes in pieces, so that none is held whole."""

import json
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from attrs import field, frozen

PIECE = 65_536


class HungUp(Exception):
    """Raised out of a body to close the connection in its midst."""


@frozen
class Answer:
    """What goes back; a body without a `length` is sent in chunks, its end unannounced."""

    status: int
    headers: dict[str, str] = field(factory=dict)
    body: Iterable[bytes] = ()
    length: int | None = 0


def of_bytes(status: int, data: bytes, headers: dict[str, str] | None = None) -> Answer:
    """Answer with bytes that are at hand."""
    return Answer(status, headers or {}, [data], len(data))


def of_json(value: Any, headers: dict[str, str] | None = None) -> Answer:
    """Answer with JSON, as the API does."""
    kind = {"Content-Type": "application/json; charset=utf-8"}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return of_bytes(200, text.encode(), kind | (headers or {}))


def error(status: int, code: str | None, message: str, **headers: str) -> Answer:
    """Answer as the hub does when it refuses: the reason in headers, and again as the body."""
    told = {"X-Error-Code": code} if code else {}
    told |= {"X-Error-Message": message, "Content-Type": "application/json; charset=utf-8"}
    told |= {name.replace("_", "-"): text for name, text in headers.items()}
    data = json.dumps({"error": message or HTTPStatus(status).phrase}).encode()
    return of_bytes(status, data, told)


def pieces(path: Path, begin: int, end: int) -> Iterator[bytes]:
    """Read a stretch of a file as it is sent; a hole in it costs no disk here either."""
    with path.open("rb") as file:
        file.seek(begin)
        while begin < end and (piece := file.read(min(PIECE, end - begin))):
            begin += len(piece)
            yield piece


def of_file(path: Path, span: str | None, headers: dict[str, str]) -> Answer:
    """Answer with a file, or with the one range of it that is asked for."""
    size = path.stat().st_size
    asked = _range(span, size)
    if asked is None:
        return Answer(200, headers, pieces(path, 0, size), size)
    begin, end = asked
    if begin >= end:
        short = error(416, None, "Range Not Satisfiable", Content_Range=f"bytes */{size}")
        return Answer(416, headers | short.headers, short.body, short.length)
    told = headers | {"Content-Range": f"bytes {begin}-{end - 1}/{size}"}
    return Answer(206, told, pieces(path, begin, end), end - begin)


def _range(span: str | None, size: int) -> tuple[int, int] | None:
    """Read `bytes=first-last`, `bytes=first-` or `bytes=-count`; anything else is no range."""
    unit, _, text = (span or "").partition("=")
    first, dash, last = text.strip().partition("-")
    well = unit == "bytes" and dash and (first or last) and (first + last + "0").isdigit()
    if not well or (first and last and int(last) < int(first)):
        return None
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size
