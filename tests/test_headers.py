"""The policy is what the built bytes need, no more; each server is told the same headers."""

from dataclasses import dataclass

import pytest

from publishing.server import apache, hosts, nginx
from publishing.server.headers import LONG, SHORT, Headers, caching
from publishing.server.policy import policy
from publishing.server.site import Site
from publishing.server.types import content_type


@dataclass(frozen=True)
class Case:
    path: str
    content: str
    directive: str


CASES = [
    Case("a.html", '<script src="a.js"></script>', "script-src 'self'"),
    Case("a.html", '<link rel="stylesheet" href="a.css">', "style-src 'self'"),
    Case("a.html", '<link rel="icon" href="a.svg">', "img-src 'self'"),
    Case("a.html", '<img src="a.png">', "img-src 'self'"),
    Case("a.html", '<form action="/x"></form>', "form-action 'self'"),
    Case("a.html", '<link rel="manifest" href="m">', "manifest-src 'self'"),
    Case("a.css", "a{mask:url('data:image/svg+xml,x')}", "img-src data:"),
    Case("a.css", "@font-face{src:url(../a.woff2)}", "font-src 'self'"),
    Case("a.js", "await fetch(address)", "connect-src 'self'"),
    Case("a.js", "WebAssembly.instantiate(x)", "script-src 'wasm-unsafe-eval'"),
    Case("a.js", 'new Worker("./b.js")', "worker-src 'self'"),
]
EMPTY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.directive)
def test_a_need_is_allowed_and_nothing_else(case: Case) -> None:
    told = policy({case.path: case.content.encode()})
    assert case.directive in told.split("; ")
    assert case.directive not in policy({})
    assert len(set(told.split("; ")) - set(EMPTY.split("; "))) == 1


def test_nothing_is_allowed_to_a_site_that_needs_nothing() -> None:
    assert policy({"a.html": b"<p>text</p>"}) == EMPTY


def test_data_blocks_need_nothing() -> None:
    blocks = '<script type="application/ld+json">{}</script><script type="application/json">{}</script>'
    assert policy({"a.html": blocks.encode()}) == EMPTY


def test_code_in_a_page_is_allowed_by_its_digest_alone() -> None:
    # The digest is that of https://www.w3.org/TR/CSP3/#external-hash: base64 of SHA-256 of the text.
    told = policy({"a.html": b"<script>alert(1)</script><style>a{}</style>"})
    assert "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in told
    assert "style-src 'sha256-" in told
    assert "unsafe" not in told


def test_digests_in_names_are_kept_long() -> None:
    assert caching("assets/css/site.0123456789.css") == LONG
    # A day has eight digits: a file named after one may change.
    never = ("data/processus.2026.csv", "data/processus.20261123.csv", "x.012345678.css")
    for path in ("fr/index.html", "assets/fonts/OFL.txt", *never):
        assert caching(path) == SHORT


def test_text_has_a_charset_and_what_is_unknown_is_not_guessed() -> None:
    assert content_type("a.html") == "text/html; charset=utf-8"
    assert content_type("a.ics") == "text/calendar; charset=utf-8"
    assert content_type("a.woff2") == "font/woff2"
    assert content_type("a.pf_index") == "application/octet-stream"


def test_every_server_is_told_every_header_and_every_redirect() -> None:
    paths = ("404.html", "fr/404.html", "fr/index.html", "a.0123456789.css", "data/a.json")
    site = Site(Headers(EMPTY), "/boite/", paths, (("fr/vieux/", "fr/"),))
    texts = [nginx.configuration(site), apache.files(site)[".htaccess"], "\n".join(hosts.files(site).values())]
    for text in texts:
        for name, value in site.headers.everywhere.items():
            assert name in text
            assert value in text
        for word in (SHORT, LONG, "cross-origin", "/boite/fr/vieux", "/boite/404.html"):
            assert word in text
    assert "ErrorDocument 404 /boite/fr/404.html" in apache.files(site)["fr/.htaccess"]


def test_a_host_without_patterns_is_told_each_file() -> None:
    rules = hosts.files(Site(Headers(EMPTY), "/", ("a.0123456789.css", "fr/index.html")))["_headers"]
    assert rules.index("/a.0123456789.css\n  ! Cache-Control\n  Cache-Control: " + LONG) > rules.index("/*\n")
    assert "/fr/index.html" not in rules
