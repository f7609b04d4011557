"""What a preview answers while a build is running."""

import threading
from collections.abc import Callable

import pytest
from toolkit.build.preview import BackgroundTask, Preview

RECORD, LIST, STYLE, RELOADS = "/nl/processen/plein/", "/nl/processen/", "/assets/css/site.css", "/livereload/1/2"
RECORD_FILE = "nl/processen/plein/index.html"


class Server:
    """A preview whose builds do as `during` says, and what it has answered."""

    def __init__(self, during: Callable[["Server"], None]) -> None:
        self.problems, self.answered, self.rebuilds = list[str](), list[str](), 0
        self.preview = Preview(lambda: during(self), self.rebuild, self.problems, "/")
        self.application = self.preview.middleware(lambda environ, _: [self.answered.append(environ["PATH_INFO"])])  # type: ignore[func-returns-value, list-item]
        self.requests: list[threading.Thread] = []

    def build(self) -> None:
        """Build and wait for all answers."""
        self.preview.build()
        self.preview.wait()
        for request in self.requests:
            request.join()

    def rebuild(self) -> None:
        self.rebuilds += 1

    def ask(self, *paths: str) -> None:
        """Ask as browsers do, and give answers time to come."""
        for path in paths:
            request = threading.Thread(target=self.application, args=({"PATH_INFO": path}, lambda *_: None))
            self.requests.append(request)
            request.start()
            request.join(timeout=0.2)


@pytest.mark.parametrize("page", [b"<html><body>x", b'<html><body class="root">x'])
def test_problems_are_shown_on_every_page(page: bytes) -> None:
    preview = Preview(lambda: None, lambda: None, ["a.yaml:1:1: <b>"], "/")
    environ = {"HTTP_ACCEPT": "text/html", "PATH_INFO": "/"}

    def application(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Length", "9")])
        return [page]

    served = b"".join(preview.middleware(application)(environ, lambda *_: None))  # type: ignore[arg-type]
    assert served == page[:-1] + b'<pre role="alert" class="problems">a.yaml:1:1: &lt;b&gt;</pre>x'


def test_all_pages_wait_for_the_end_of_a_build() -> None:
    during: list[list[str]] = []

    def build(server: Server) -> None:
        server.ask(LIST, RECORD, STYLE, RELOADS)
        during.append(list(server.answered))

    server = Server(build)
    server.build()
    assert during == [[STYLE, RELOADS]]
    assert sorted(server.answered) == sorted([LIST, RECORD, STYLE, RELOADS])


def test_the_page_of_an_edited_record_does_not_wait() -> None:
    returned = threading.Event()
    during: list[list[str]] = []

    def build(server: Server) -> None:
        server.ask(LIST, RECORD)
        server.preview.show({RECORD_FILE})
        # MkDocs has the browsers reload when `build` returns, though this build goes on.
        assert returned.wait(timeout=10)
        server.requests[1].join()
        during.append(list(server.answered))

    server = Server(build)
    server.preview.build()
    returned.set()
    server.preview.wait()
    for request in server.requests:
        request.join()
    assert during == [[RECORD]]
    assert server.answered == [RECORD, LIST]
    assert server.rebuilds == 0


def broken(server: Server, files: set[str]) -> None:
    server.preview.show(files)
    server.problems.append("data/processes.yaml:3: …")
    raise SystemExit


@pytest.mark.parametrize("files", [set(), {RECORD_FILE}])
def test_problems_reach_who_saw_the_page_before_them(files: set[str]) -> None:
    server = Server(lambda server: broken(server, files))
    server.build()
    assert server.problems == ["data/processes.yaml:3: …"]
    assert server.rebuilds == len(files)
    server.build()
    assert server.rebuilds == len(files)  # the second build shows nothing before its end


def test_an_exception_is_shown_and_the_next_build_recovers() -> None:
    failing = [True]

    def build(_: Server) -> None:
        if failing.pop():
            raise ValueError("boom")

    server = Server(build)
    server.build()
    assert server.problems == ["ValueError: boom"]
    failing.append(False)
    server.build()
    assert server.problems == []


def test_a_background_task_that_has_not_begun_is_replaced() -> None:
    tasks, go, done = BackgroundTask(), threading.Event(), list[str]()

    def first() -> None:
        go.wait(timeout=10)
        done.append("first")
        raise ValueError("boom")

    tasks.start(first)
    while not tasks.future or not tasks.future.running():
        pass
    tasks.start(lambda: done.append("second"))
    tasks.start(lambda: done.append("third"))
    go.set()
    assert tasks.future is not None
    tasks.future.result(timeout=10)
    tasks.stop()
    assert done == ["first", "third"]
