"""What root lets nginx load: the configuration that we write, and no line more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.server import apply_nginx, nginx
from publishing.server.headers import Headers
from publishing.server.policy import policy
from publishing.server.site import Site

CODE = b"<script>1</script><style>a{}</style><img src='data:,x'><form></form>"
OURS = [
    nginx.configuration(
        Site(
            Headers(policy({"a.html": CODE})),
            base,
            ("404.html", "fr/404.html"),
            (("fr/a/", "fr/b/"), ("x.pdf", "y.pdf")),
        )
    )
    for base in ("/", "/toolkit/test/")
]
HOSTILE = [
    "autoindex on;",
    "root /etc;",
    "include /etc/shadow;",
    "alias /etc/;",
    "error_log /etc/cron.d/x;",
    "access_log /root/.ssh/authorized_keys;",
    "load_module /srv/x.so;",
    'set $toolkit_caching "x"; autoindex on;',
    'set $toolkit_caching "x";autoindex on; set $toolkit_caching "x";',
    'set $toolkit_caching "a\\"; autoindex on; #";',
    'set $document_root "/etc";',
    'add_header X-A "$http_cookie" always;',
    'add_header X-A "x" always; autoindex on;',
    "location / { error_page 403 404 =404 /etc; alias /; }",
    "location = /a { return 301 https://evil.example/; }",
    "location = /a { return 301 //evil.example/; }",
    "location = /a { return 301 /a; } location / { alias /etc/; }",
    "location = /a { return 301 /../a; }",
    "location ~ ^/ { return 404; }",
    "error_page 403 404 =404 /../../etc/passwd;",
    "error_page 403 404 =404 @named;",
    "  text/html html; } autoindex on; types {",
    "# a comment.\nautoindex on;",
    "# a comment.\rautoindex on;",
    "",
    "}",
    "types {}",
    "é",
]


def run(source: Path, target: Path, checker: str = "true") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-I", apply_nginx.__file__, "--source", source, "--target", target, "--nginx", checker]
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, timeout=20)


@pytest.mark.parametrize("text", OURS)
def test_what_a_release_brings_is_installed_and_its_difference_shown(tmp_path: Path, text: str) -> None:
    source, target = tmp_path / "source", tmp_path / "nginx.conf"
    source.write_text(text)
    target.write_text("gzip_vary on;\n")
    done = run(source, target)
    assert (done.returncode, done.stderr) == (0, "")
    assert "+server_tokens off;" in done.stdout
    assert target.read_text() == text
    assert target.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("line", HOSTILE)
@pytest.mark.parametrize("first", [True, False])
def test_any_other_line_refuses_the_whole_file(tmp_path: Path, line: str, first: bool) -> None:
    source, target = tmp_path / "source", tmp_path / "nginx.conf"
    source.write_text(line + "\n" + OURS[0] if first else OURS[0] + line + "\n", newline="")
    if line == "}":
        source.write_text(OURS[0].replace("types {", "}\ntypes {"))
    target.write_text("before")
    done = run(source, target)
    assert done.returncode == 1
    assert str(source) in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == "before"


def test_what_the_account_may_not_read_is_not_shown_to_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root:secret:1\n")
    (tmp_path / "source").symlink_to(tmp_path / "secret")
    done = run(tmp_path / "source", tmp_path / "nginx.conf")
    assert (done.returncode, "secret:1" in done.stdout + done.stderr) == (1, False)
    for odd in ("/dev/zero", "/dev/stdin", "/", "missing"):
        assert run(tmp_path / odd, tmp_path / "nginx.conf").returncode == 1
    os.mkfifo(tmp_path / "pipe")
    assert run(tmp_path / "pipe", tmp_path / "nginx.conf").returncode == 1
    assert not (tmp_path / "nginx.conf").exists()


def test_what_nginx_refuses_is_taken_back(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "nginx.conf"
    source.write_text(OURS[0])
    assert run(source, target, "false").returncode == 1
    assert not target.exists()
    target.write_text("before")
    assert run(source, target, "false").returncode == 1
    assert target.read_text() == "before"
