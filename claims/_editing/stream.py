"""What happens, as a stream of events to every open page, beside the pages on the same port."""

import json
import queue
from collections.abc import Callable, Iterable, Iterator
from typing import Any

ADDRESS = "/claims/events"
HEADERS = [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")]
# A closed page is noticed when something is sent to it.
SILENCE = 15.0
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Stream:
    """Everyone who listens; `state` is what somebody who comes has to know."""

    def __init__(self, state: Callable[[], dict[str, Any]]) -> None:
        self.state = state
        self._listeners: list[queue.SimpleQueue[bytes]] = []

    def send(self, **event: Any) -> None:
        """Tell everyone."""
        for listener in list(self._listeners):
            listener.put(_written(event))

    def beside(self, app: App, before: Callable[[str], None]) -> App:
        """Answer a listener; give everybody else to the app, after `before` knows the address."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            if path == ADDRESS:
                start_response("200 OK", HEADERS)
                return self._listen()
            before(path)
            return app(environ, start_response)

        return answer

    def _listen(self) -> Iterator[bytes]:
        listener: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listeners.append(listener)
        try:
            yield _written(self.state())
            while True:
                try:
                    yield listener.get(timeout=SILENCE)
                except queue.Empty:
                    yield b": still here\n\n"
        finally:
            self._listeners.remove(listener)


def _written(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()
