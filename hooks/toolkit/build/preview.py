"""The preview: problems on each page instead of a stop, the page of an edited record before the rest of the site."""

import re
import threading
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from markupsafe import escape

from toolkit.search.index import FOLDER

# The page of a preview that has not built any site yet.
EMPTY_PAGE = '<!doctype html><html lang="fr"><title>!</title><body></body></html>'
_BODY = re.compile(rb"<body[^>]*>")
# Served while a build is running: the assets and the search index are there from the start.
_ALWAYS = ("assets/", f"{FOLDER}/")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Preview:
    """Builds in a thread, so that the pages of an edited record are served before the build has ended.

    MkDocs has the browsers reload when `build` returns, which is as soon as there is something to show; requests for
    pages that are not ready wait. `builder` builds the site, `rebuild` asks MkDocs to call `build` once more,
    `problems` are the lines that each page shows.
    """

    def __init__(
        self, builder: Callable[[], None], rebuild: Callable[[], None], problems: list[str], mount: str
    ) -> None:
        self.builder, self.rebuild, self.problems, self.mount = builder, rebuild, problems, mount
        self.changed = threading.Condition()
        # Files that are served while a build is running; None when none is.
        self.ready: set[str] | None = None
        self.was_broken = False
        self.thread: threading.Thread | None = None

    def build(self) -> None:
        """Build after an edit. Return when the priority pages are ready, or at the end."""
        self.wait()
        self.was_broken = bool(self.problems)
        self.problems.clear()
        self._set_ready(set())
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        with self.changed:
            self.changed.wait_for(lambda: self.ready != set())

    def wait(self) -> None:
        """Wait for the end of the build that is running."""
        if self.thread:
            self.thread.join()

    def show(self, files: set[str]) -> None:
        """Serve the priority pages at once, except after a failed build, whose cause may not be fixed."""
        if files and self.ready is not None and not self.was_broken:
            self._set_ready(files)

    def middleware(self, application: Application) -> Application:
        """Wrap a WSGI application: requests for what is not ready wait, and each HTML page shows the problems."""

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            with self.changed:
                self.changed.wait_for(lambda: self._is_ready(environ["PATH_INFO"]))
            if not self.problems or "text/html" not in environ.get("HTTP_ACCEPT", ""):
                return application(environ, start_response)
            started: list[Any] = []
            body = b"".join(application(environ, lambda *answer: started.extend(answer)))
            status, headers = started
            start_response(status, [pair for pair in headers if pair[0].lower() != "content-length"])
            alert = f'<pre role="alert" class="problems">{escape(chr(10).join(self.problems))}</pre>'
            return [_BODY.sub(lambda match: match[0] + alert.encode(), body, count=1)]

        return serve

    def _run(self) -> None:
        try:
            self.builder()
        # MkDocs stops a build with SystemExit or an exception of its own; either way the preview must go on.
        except (Exception, SystemExit) as error:
            if not self.problems:  # not a problem of the data, which is shown already
                traceback.print_exc()
                self.problems.append(f"{type(error).__name__}: {error}")
        shown = self.ready
        self._set_ready(None)
        if shown and self.problems:
            self.rebuild()

    def _set_ready(self, ready: set[str] | None) -> None:
        with self.changed:
            self.ready = ready
            self.changed.notify_all()

    def _is_ready(self, path: str) -> bool:
        file = path.removeprefix(self.mount)
        always = path.startswith("/livereload/") or file.startswith(_ALWAYS)
        return always or self.ready is None or f"{file}index.html" in self.ready


class BackgroundTask:
    """Runs a task in a background thread; a new task replaces one that has not started."""

    def __init__(self) -> None:
        self.executor = ThreadPoolExecutor(max_workers=1)
        self.future: Future[None] | None = None

    def start(self, task: Callable[[], None]) -> None:
        """Do a task soon."""
        if self.future:
            self.future.cancel()
        self.future = self.executor.submit(_reported, task)

    def stop(self) -> None:
        """Wait for the task that has begun; cancel one that has not."""
        self.executor.shutdown(cancel_futures=True)


def _reported(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:  # noqa: BLE001 (whatever it is, the task of the next edit has its turn)
        traceback.print_exc()
