"""A server whose headers never end: a byte at a time, for as long as anyone listens."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def trickling(begins: str, seconds: float = 0.05) -> Iterator[tuple[str, Event]]:
    """Give its address, and what is set once the one who asked has hung up."""
    gone, closing = Event(), Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(begins.encode())
                    while not closing.wait(seconds):
                        connection.sendall(b"X")
            except OSError:
                gone.set()

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", gone
        closing.set()
        thread.join(5)
