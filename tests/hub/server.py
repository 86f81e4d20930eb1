"""The stand-in on the network: two addresses, as the hub and what it redirects to are two."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from tests.hub.answer import Answer, HungUp
from tests.hub.hub import Hub
from tests.hub.request import Seen, parse


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise a body waits for the acknowledgement of its headers.
    disable_nagle_algorithm = True

    def __init__(self, hub: Hub, connections: set[socket.socket], *rest: Any) -> None:
        self.hub, self.connections = hub, connections
        super().__init__(*rest)

    def setup(self) -> None:
        super().setup()
        self.connections.add(self.connection)

    def finish(self) -> None:
        self.connections.discard(self.connection)
        super().finish()

    def log_message(self, *_: object) -> None:
        """The log is the hub's own."""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        asked, authorization = self.headers.get("Range"), self.headers.get("Authorization")
        request = parse(self.command, self.path, asked, authorization)
        seen = Seen(self.command, urlsplit(self.path).path, asked, authorization is not None)
        self.hub.log.append(seen)
        answer = self.hub.answer(request)
        seen.status = answer.status
        try:
            self._send_headers(answer)
            if self.command != "HEAD":
                self._send_body(answer, seen)
        except (HungUp, OSError):
            self.close_connection = True

    def _send_headers(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, text in answer.headers.items():
            self.send_header(name, text)
        if answer.length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(answer.length))
        self.end_headers()

    def _send_body(self, answer: Answer, seen: Seen) -> None:
        for piece in answer.body:
            # Counted before it goes out: whoever has received it may look at the log at once.
            seen.sent += len(piece)
            framed = b"%x\r\n%b\r\n" % (len(piece), piece) if answer.length is None else piece
            self.wfile.write(framed)
        if answer.length is None:
            self.wfile.write(b"0\r\n\r\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away is no error here."""


@contextmanager
def serving(root: Path) -> Iterator[Hub]:
    """Serve the folders `owner/name` under a root, at the hub's `url`, until the end of the block.

    Large files come from a second address, `cdn`, so that tokens can be seen not to go there.
    """
    hub, connections = Hub(root), set[socket.socket]()
    servers = [_Server(("127.0.0.1", 0), partial(_Handler, hub, connections)) for _ in range(2)]
    hub.url, hub.cdn = (f"http://127.0.0.1:{it.server_port}" for it in servers)
    threads = [Thread(target=it.serve_forever, args=(0.02,), daemon=True) for it in servers]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        hub.closing.set()
        for server in servers:
            server.shutdown()
            server.server_close()
        for connection in list(connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
