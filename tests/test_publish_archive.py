"""A hostile archive is refused by a sentence, before anything is written outside a temporary folder."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publishing import archive
from publishing.assemble import release_files
from publishing.manifest import Manifest
from publishing.messages import RefusedError

PAGES = {"fr/index.html": b"<p>fr</p>" * 300, "nl/index.html": b"<p>nl</p>", "a.0123456789.css": b"a{}"}
MANIFEST, FILES = release_files(PAGES, "c" * 40, 1_700_000_000, "https://example.org/", ())


def packed(files: dict[str, bytes], *more: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """The archive of some files, with entries that `make release` would never write."""
    buffer = io.BytesIO(gzip.decompress(archive.pack(files, MANIFEST.epoch)))
    with tarfile.open(fileobj=buffer, mode="a") as opened:
        for entry, content in more:
            entry.size = len(content)
            opened.addfile(entry, io.BytesIO(content))
    return gzip.compress(buffer.getvalue())


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def told(**changes: object) -> bytes:
    """An archive whose manifest says something else; a value None removes the key."""
    values = json.loads(FILES["manifest.json"]) | changes
    text = json.dumps({name: value for name, value in values.items() if value is not None})
    return packed(FILES | {"manifest.json": text.encode()})


def sparse() -> bytes:
    """A file of a terabyte, of which the archive says where it is not empty."""
    made = entry("site/sparse")
    made.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(10**12)}
    return packed(FILES, (made, b"1\n0\n0\n".ljust(512, b"\0")))


CASES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no gzip": lambda: b"x" * 100,
    "cut": lambda: archive.pack(FILES, 0)[:400],
    "no manifest": lambda: packed({name: one for name, one in FILES.items() if name != "manifest.json"}),
    "altered page": lambda: packed(FILES | {"site/fr/index.html": b"other"}),
    "altered configuration": lambda: packed(FILES | {"server/nginx.conf": b"autoindex on;"}),
    "more pages": lambda: packed(FILES | {"site/more.html": b"more"}),
    "more configuration": lambda: packed(FILES | {"server/more.conf": b"autoindex on;"}),
    "one page less": lambda: packed({name: one for name, one in FILES.items() if name != "site/nl/index.html"}),
    "climbing": lambda: packed(FILES, (entry("../outside"), b"x")),
    "climbing inside": lambda: packed(FILES, (entry("site/../../outside"), b"x")),
    "absolute": lambda: packed(FILES, (entry("/tmp/outside"), b"x")),  # noqa: S108
    "odd name": lambda: packed(FILES, (entry("site/a\nb"), b"x")),
    "twice": lambda: packed(FILES, (entry("site/fr/index.html"), b"x")),
    "file as folder": lambda: packed(FILES, (entry("manifest.json/x"), b"x")),
    "symbolic link": lambda: packed(FILES, (entry("site/link", tarfile.SYMTYPE, "/etc/passwd"), b"")),
    "hard link": lambda: packed(FILES, (entry("site/link", tarfile.LNKTYPE, "/etc/passwd"), b"")),
    "folder": lambda: packed(FILES, (entry("site/folder", tarfile.DIRTYPE), b"")),
    "device": lambda: packed(FILES, (entry("site/device", tarfile.CHRTYPE), b"")),
    "pipe": lambda: packed(FILES, (entry("site/pipe", tarfile.FIFOTYPE), b"")),
    "sparse": sparse,
    "manifest is no JSON": lambda: packed(FILES | {"manifest.json": b"{"}),
    "manifest is a list": lambda: packed(FILES | {"manifest.json": b"[]"}),
    "manifest not in UTF-8": lambda: packed(FILES | {"manifest.json": b"\xff"}),
    "huge epoch": lambda: told(epoch=10**30),
    "negative epoch": lambda: told(epoch=-1),
    "no files": lambda: told(files=None),
    "files that climb": lambda: told(files={"../../outside": "0" * 64}),
    "digest with a command": lambda: told(files={"fr/index.html": "0\n; rm -rf /"}),
    "redirect with a directive": lambda: told(redirects=[["fr/a;} autoindex on; #", "fr/"]]),
    "redirect to another site": lambda: told(redirects=[["fr/a/", "/evil.example/"]]),
    "policy with a directive": lambda: told(policy='x"; autoindex on; #'),
    "commit that climbs": lambda: told(commit="../../../../etc"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_archive_is_refused_by_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    path = tmp_path / "inside/archive.tar.gz"
    path.write_bytes(CASES[name]())
    with pytest.raises(RefusedError) as refused, archive.unpacked(path):
        pytest.fail("accepted")
    assert refused.value.code in ("archive-unreadable", "archive-altered", "manifest-refused")
    assert [one.name for one in tmp_path.rglob("*")] == ["inside", "archive.tar.gz"]


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000_000)
    (tmp_path / "bomb").write_bytes(packed(FILES | {"site/bomb": bytes(20_000_000)}))
    with pytest.raises(RefusedError, match="> 10000000 B"), archive.unpacked(tmp_path / "bomb"):
        pytest.fail("accepted")
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    (tmp_path / "many").write_bytes(packed(FILES))
    with pytest.raises(RefusedError), archive.unpacked(tmp_path / "many"):
        pytest.fail("accepted")


def test_a_good_archive_is_accepted_with_or_without_redirects(tmp_path: Path) -> None:
    for number, content in enumerate((packed(FILES), told(redirects=None))):
        (tmp_path / str(number)).write_bytes(content)
        with archive.unpacked(tmp_path / str(number)) as (manifest, folder):
            assert manifest == MANIFEST
            assert (folder / "site/fr/index.html").read_bytes() == PAGES["fr/index.html"]
    assert Manifest.from_json(MANIFEST.to_json()).identity == MANIFEST.identity
