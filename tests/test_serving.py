"""What a preview answers while a build is going on."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from toolkit.build.preview import Ahead, ProblemBanner

RECORD, LIST, STYLE, RELOADS = "/nl/processen/plein/", "/nl/processen/", "/assets/css/site.css", "/livereload/1/2"


class Preview:
    """A server that builds once, as `during` says, and what it has answered."""

    def __init__(self, during: Callable[["Preview"], None]) -> None:
        self.server = SimpleNamespace(
            mount_path="/", _wanted_epoch=2, _visible_epoch=1, _epoch_cond=threading.Condition()
        )
        self.banner, self.answered = ProblemBanner(), list[str]()
        self.ahead = Ahead(self.server, self.banner)
        self.application = self.ahead.middleware(lambda environ, _: [self.answered.append(environ["PATH_INFO"])])  # type: ignore[func-returns-value, list-item]
        self.asking: list[threading.Thread] = []
        self.ahead.guard(self.banner.guard(lambda: during(self)))()
        for one in self.asking:
            one.join()

    def ask(self, *paths: str) -> None:
        """Ask as browsers do, and give answers time to come."""
        self.asking += [
            threading.Thread(target=self.application, args=({"PATH_INFO": path}, lambda *_: None)) for path in paths
        ]
        for one in self.asking[-len(paths) :]:
            one.start()
            one.join(timeout=0.2)


@pytest.mark.parametrize("page", [b"<html><body>x", b'<html><body class="root">x'])
def test_problems_are_shown_on_every_page(page: bytes) -> None:
    banner = ProblemBanner()
    banner.show(["a.yaml:1:1: <b>"])

    def application(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Length", "9")])
        return [page]

    served = b"".join(banner.middleware(application)({"HTTP_ACCEPT": "text/html"}, lambda *_: None))  # type: ignore[arg-type]
    assert served == page[:-1] + b'<pre role="alert" class="problems">a.yaml:1:1: &lt;b&gt;</pre>x'


def test_all_pages_wait_for_the_end_of_a_build() -> None:
    during: list[list[str]] = []

    def build(preview: Preview) -> None:
        preview.ask(LIST, RECORD, STYLE, RELOADS)
        during.append(list(preview.answered))

    preview = Preview(build)
    assert during == [[STYLE, RELOADS]]
    assert sorted(preview.answered) == sorted([LIST, RECORD, STYLE, RELOADS])


def test_an_edited_record_does_not_wait() -> None:
    during: list[list[str]] = []

    def build(preview: Preview) -> None:
        preview.ask(LIST, RECORD)
        preview.ahead.show({"nl/processen/plein/index.html"})
        preview.asking[1].join()
        during.append(list(preview.answered))
        assert preview.server._visible_epoch == preview.server._wanted_epoch

    preview = Preview(build)
    assert during == [[RECORD]]
    assert preview.answered == [RECORD, LIST]
    assert preview.server._wanted_epoch == 2


@pytest.mark.parametrize("edited", [set(), {"nl/processen/plein/index.html"}])
def test_problems_reach_who_saw_the_page_ahead(edited: set[str]) -> None:
    def build(preview: Preview) -> None:
        preview.ahead.show(edited)
        preview.banner.show(["data/processes.yaml:3: …"])
        raise SystemExit

    preview = Preview(build)
    assert preview.banner.lines == ["data/processes.yaml:3: …"]
    assert preview.server._wanted_epoch == (3 if edited else 2)
