"""Faults of a body: it stops, stalls, is too long, is another part, or is compressed."""

import gzip
from collections.abc import Iterable, Iterator
from threading import Event

from attrs import define, evolve

from tests.hub.answer import PIECE, Answer, HungUp
from tests.hub.faults import Fault
from tests.hub.request import Request


@define
class BodyFault(Fault):
    """Spoils a file, or a part of one, as it is sent."""

    def spoils(self, request: Request, answer: Answer) -> bool:
        """Only what has a body to spoil; a redirect or a refusal goes its way."""
        return request.method == "GET" and answer.status in (200, 206)


@define
class Cut(BodyFault):
    """Closes the connection after so many bytes of a body that was announced as longer."""

    after: int = 0

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same headers, and a part of the body."""
        return evolve(answer, body=_hung_up(_first(answer.body, self.after)))


@define
class Stall(BodyFault):
    """Sends so many bytes, then nothing for so many seconds, then closes the connection.

    With `headers` false not even those come in that time.
    """

    seconds: float
    after: int = 0
    headers: bool = True

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same answer, as far as it comes."""
        if not self.headers:
            closing.wait(self.seconds)
            return evolve(answer, body=_hung_up(()))
        body = _stalled(_first(answer.body, self.after), self.seconds, closing)
        return evolve(answer, body=_hung_up(body))


@define
class Trickle(BodyFault):
    """Sends a few bytes at a time with a pause after each, so that no single wait is long.

    `chunked` sends them without a length, each as a chunk of its own.
    """

    seconds: float
    bytes_at_once: int = 1
    chunked: bool = False

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same answer, slowly."""
        body = _slow(answer.body, self.bytes_at_once, self.seconds, closing)
        return evolve(answer, body=body, length=None if self.chunked else answer.length)


@define
class Shorter(BodyFault):
    """Gives no more than so many bytes of a range at once, and says so, as HTTP allows."""

    most: int

    def spoils(self, request: Request, answer: Answer) -> bool:
        """Only an answer that states a range, and a longer one."""
        return "Content-Range" in answer.headers and (answer.length or 0) > self.most

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The first bytes, and a header that says which they are."""
        span, _, size = answer.headers["Content-Range"].removeprefix("bytes ").partition("/")
        first = int(span.partition("-")[0])
        said = {"Content-Range": f"bytes {first}-{first + self.most - 1}/{size}"}
        body = _first(answer.body, self.most)
        return evolve(answer, headers=answer.headers | said, body=body, length=self.most)


@define
class WrongRange(BodyFault):
    """States another range than it sends: `shift` bytes on, of another `size`, or `text`."""

    shift: int = 1
    text: str | None = None
    size: int | None = None

    def spoils(self, request: Request, answer: Answer) -> bool:
        """Only an answer that states a range."""
        return "Content-Range" in answer.headers and answer.status == 206

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same body under another Content-Range."""
        span, _, size = answer.headers["Content-Range"].removeprefix("bytes ").partition("/")
        first, last = (int(it) + self.shift for it in span.split("-"))
        size = size if self.size is None else str(self.size)
        text = f"bytes {first}-{last}/{size}" if self.text is None else self.text
        return evolve(answer, headers=answer.headers | {"Content-Range": text})


@define
class Longer(BodyFault):
    """Sends more bytes than were asked for; `announced` or without a length, in chunks."""

    extra: int
    announced: bool = True

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same headers over a longer body."""
        length = (answer.length or 0) + self.extra if self.announced else None
        return evolve(answer, body=_and_more(answer.body, self.extra), length=length)


@define
class Compressed(BodyFault):
    """Sends the body under gzip, asked for or not; `zeros` more of it make a bomb."""

    zeros: int = 0

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The compressed body; its length says nothing of what it holds."""
        data = gzip.compress(b"".join(_and_more(answer.body, self.zeros)))
        headers = answer.headers | {"Content-Encoding": "gzip"}
        return evolve(answer, headers=headers, body=[data], length=len(data))


def _first(body: Iterable[bytes], count: int) -> Iterator[bytes]:
    for piece in body:
        if count <= 0:
            return
        yield piece[:count]
        count -= len(piece)


def _hung_up(body: Iterable[bytes]) -> Iterator[bytes]:
    yield from body
    raise HungUp


def _stalled(body: Iterable[bytes], seconds: float, closing: Event) -> Iterator[bytes]:
    yield from body
    closing.wait(seconds)


def _slow(body: Iterable[bytes], at_once: int, seconds: float, closing: Event) -> Iterator[bytes]:
    for piece in body:
        for begin in range(0, len(piece), at_once):
            yield piece[begin : begin + at_once]
            if closing.wait(seconds):
                raise HungUp


def _and_more(body: Iterable[bytes], extra: int) -> Iterator[bytes]:
    yield from body
    for begin in range(0, extra, PIECE):
        yield bytes(min(PIECE, extra - begin))
