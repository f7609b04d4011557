"""Links to other sites: file and line of what is broken, and no blame for sites that refuse robots."""

from pathlib import Path

import pytest
from support.http_stub import CUT, NO_HTTP, SOUND, answering

from publishing.links import outside_links, places, report
from publishing.probe import fetch

MISSING = SOUND.replace(b"200 OK", b"404 Not Found")


def written(root: Path, *addresses: str) -> Path:
    """A built site and its source, with a link to each address."""
    (root / "site").mkdir(exist_ok=True)
    links = "".join(f'<a href="{address}">x</a>' for address in addresses)
    (root / "site/index.html").write_text(f"<main>{links}</main>")
    (root / "docs/fr").mkdir(parents=True, exist_ok=True)
    text = "\n".join(f"[x]({address})" for address in addresses)
    (root / "docs/fr/page.md").write_text(f"---\ntitle: x\n---\n{text}\n")
    return root / "site"


def test_only_links_of_the_content_to_other_sites_are_checked(tmp_path: Path) -> None:
    page = '<a href="https://head.example/"></a><main><a href="https://a.example/x#y"></a><a href="/fr/"></a></main>'
    (tmp_path / "a.html").write_text(page)
    assert outside_links(tmp_path) == ["https://a.example/x"]


def test_a_broken_link_is_reported_with_its_line(tmp_path: Path) -> None:
    with answering(SOUND) as (sound, _), answering(MISSING) as (missing, _):
        site = written(tmp_path, f"{sound}a", f"{missing}b?c=é")
        (line,) = report(tmp_path, site)
    assert line.startswith(f"docs/fr/page.md:5: {missing}b?c=é: 404")


@pytest.mark.parametrize("status", [b"403 Forbidden", b"429 Too Many Requests", b"503 Service Unavailable"])
def test_a_site_that_refuses_robots_is_not_reported(tmp_path: Path, status: bytes) -> None:
    with answering(SOUND.replace(b"200 OK", status)) as (address, _):
        site = written(tmp_path, address)
        assert report(tmp_path, site) == []


@pytest.mark.parametrize("answer", [NO_HTTP, b""])
def test_a_host_that_speaks_no_http_is_broken(tmp_path: Path, answer: bytes) -> None:
    with answering(answer) as (address, _):
        site = written(tmp_path, address)
        assert len(report(tmp_path, site)) == 1


def test_a_place_is_that_of_the_whole_address(tmp_path: Path) -> None:
    written(tmp_path, "https://a.example/x/y", "https://a.example/x")
    assert list(places(tmp_path, "https://a.example/x")) == ["docs/fr/page.md:5"]
    assert list(places(tmp_path, "https://b.example/")) == ["-"]


@pytest.mark.parametrize("answer", [CUT, NO_HTTP, CUT.replace(b"200 OK", b"500 Oops")])
def test_a_probe_that_gets_half_an_answer_says_so(answer: bytes) -> None:
    with answering(answer) as (address, _):
        assert fetch(address).status == 0
