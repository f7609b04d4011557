"""The preview keeps serving the last good site when an edit breaks something, with the problems on each page."""

import threading
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class ProblemBanner:
    """Holds the problems of the last build; `guard` and `middleware` wrap a preview server."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def show(self, lines: list[str]) -> None:
        """Remember what to show."""
        self.lines = lines

    def clear(self) -> None:
        """Forget it: the build is sound again."""
        self.lines = []

    def guard(self, builder: Callable[..., None]) -> Callable[..., None]:
        """A builder that never raises, so that the browser reloads and shows the problems."""

        def build(*arguments: Any, **options: Any) -> None:
            try:
                builder(*arguments, **options)
            # MkDocs stops a build with SystemExit or an exception of its own; either way the preview must go on.
            except (Exception, SystemExit) as error:
                if not self.lines:  # no problem of the data, which are told already
                    traceback.print_exc()
                    self.lines = [f"{type(error).__name__}: {error}"]

        return build

    def middleware(self, application: Application) -> Application:
        """A WSGI application that adds the problems to each HTML page."""

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if not self.lines or "text/html" not in environ.get("HTTP_ACCEPT", ""):
                return application(environ, start_response)
            started: list[Any] = []
            body = b"".join(application(environ, lambda *answer: started.extend(answer)))
            status, headers = started[0], [pair for pair in started[1] if pair[0].lower() != "content-length"]
            start_response(status, headers)
            return [body.replace(b"<body>", b"<body>" + self.html().encode(), 1)]

        return serve

    def html(self) -> str:
        """The problems as an alert."""
        return f'<pre role="alert" class="problems">{escape(chr(10).join(self.lines))}</pre>'


class Later:
    """Does in the background what the reader of the preview need not wait for; a new task replaces the last."""

    def __init__(self) -> None:
        self.wanted: Callable[[], None] | None = None
        self.changed = threading.Condition()
        self.thread: threading.Thread | None = None
        self.stopped = False

    def do(self, task: Callable[[], None]) -> None:
        """Have a task done soon; one that is not begun yet is forgotten."""
        with self.changed:
            self.wanted = task
            self.changed.notify()
        if self.thread is None:
            self.thread = threading.Thread(target=self._work, daemon=True)
            self.thread.start()

    def stop(self) -> None:
        """Wait for the task that is being done; forget the one that is not begun."""
        with self.changed:
            self.wanted, self.stopped = None, True
            self.changed.notify()
        if self.thread:
            self.thread.join()

    def _work(self) -> None:
        while not self.stopped:
            with self.changed:
                self.changed.wait_for(lambda: self.wanted or self.stopped)
                task, self.wanted = self.wanted, None
            try:
                if task:
                    task()
            except Exception:  # noqa: BLE001 (whatever it is, the next edit has its turn)
                traceback.print_exc()
