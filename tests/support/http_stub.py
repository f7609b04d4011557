"""A web server on the loopback that gives one raw answer, valid or not, to every request."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
NO_HTTP = b"SSH-2.0-OpenSSH_9.2\r\n"
# Each answer ends its connection: a client that would keep it must be told.
SOUND = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Yield its address, with a trailing slash, and the list of the request lines it receives."""
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
