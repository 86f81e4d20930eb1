"""A read that ends in time, wherever it hangs: in headers, in a body, or before either comes.

The transport bounds each wait, and a server that sends a byte at a time keeps every such bound.
"""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from attrs import field, frozen

Read = TypeVar("Read")
# Seconds for a read whose connection was taken away to count what had come.
GRACE = 1.0


class TooLong(Exception):
    """A read that wasn't done in time."""


@frozen
class Line:
    """The connection that a read waits for, if it opened it or was answered on it."""

    streams: list[Any] = field(factory=list)

    def heard(self, event: str, info: dict[str, Any]) -> None:
        """Take note of what the transport tells while it connects, and when it is done."""
        if event.endswith("response_closed.started"):
            # From now on another read may be on it.
            self.streams.clear()
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.streams.append(info["return_value"])

    def answered(self, response: Any) -> None:
        """Take note of the connection that an answer comes on."""
        if stream := response.extensions.get("network_stream"):
            self.streams.append(stream)

    def cut(self) -> None:
        """Let whoever waits for it wait no longer."""
        for stream in list(self.streams):
            if end := stream.get_extra_info("socket"):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


def in_time(seconds: float, read: Callable[[Line], Read]) -> Read:
    """Give what a read gives; raises TooLong after so many seconds, and takes its line away."""
    line, made = Line(), Future[Read]()

    def run() -> None:
        try:
            made.set_result(read(line))
        except BaseException as error:
            made.set_exception(error)

    # A thread of its own: one that can't be stopped must keep nobody from going on, or from ending.
    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:
        late = thread.is_alive()
        if late:
            line.cut()
            thread.join(GRACE)
    if late:
        raise TooLong
    return made.result()
