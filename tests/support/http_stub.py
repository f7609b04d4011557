"""A web server on the loopback that says what it is told to, right or wrong."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
NO_HTTP = b"SSH-2.0-OpenSSH_9.2\r\n"
SOUND = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, with a last slash, and the first lines of what it is asked."""
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:  # closed
                return
            with connection:
                asked.append(connection.recv(4096).partition(b"\r\n")[0])
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/", asked
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
