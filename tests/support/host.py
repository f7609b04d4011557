"""A built site on the loopback as a real host serves it: the headers of a release, and gzip for those who accept it."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from publishing.server.headers import Headers
from publishing.server.policy import policy
from publishing.server.types import compresses

LEVEL = 6  # what hosts that compress as they answer are set to
_READ_BY_POLICY = (".html", ".css", ".js")


class Host:
    """A folder to serve."""

    def __init__(self, folder: Path) -> None:
        paths = (path for path in sorted(folder.rglob("*")) if path.suffix in _READ_BY_POLICY)
        # The policy is computed from the files, as for a release.
        rules = policy({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
        self.folder, self.headers = folder, Headers(rules)

    def answer(self, address: str, gzipped: bool) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path on the host."""
        name = unquote(urlsplit(address).path).lstrip("/")
        name += "index.html" if not name or name.endswith("/") else ""
        path = self.folder / name
        status = 200 if path.is_file() else 404
        if status == 404:
            name, path = "404.html", self.folder / "404.html"
        body, headers = path.read_bytes(), self.headers.of(name)
        if compresses(name):
            headers["Vary"] = "Accept-Encoding"
            if gzipped:
                body, headers["Content-Encoding"] = _gzipped(body), "gzip"
        return status, headers, body


@lru_cache(maxsize=1_000)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a browser may leave in the middle of an answer."""


@contextmanager
def hosted(folder: Path, port: int = 0, pause: float = 0) -> Iterator[str]:
    """Serve a built site; gives the address of its root, with a trailing slash.

    A slow line: with a `pause` (seconds), each half of a page comes by itself.
    """
    host = Host(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            gzipped = "gzip" in self.headers.get("Accept-Encoding", "")
            status, headers, body = host.answer(self.path, gzipped)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            half = len(body) // 2 if pause and headers["Content-Type"].startswith("text/html") else 0
            if half:
                self.wfile.write(body[:half])
                time.sleep(pause)
            self.wfile.write(body[half:])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with _Server(("127.0.0.1", port), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
