"""The page for the service, done as it is written: its commands are run, and they say what it says they say.

What needs another machine is left to the reader: apt, certbot, systemctl.
"""

import os
import pwd
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from system.forked import Publishers
from system.publishing_cases import ROOT, Small, small, write_target
from system.servers import SBIN, Ssh, free_port, running, sshd
from toolkit import LANGUAGES

ACCOUNT = "toolkit-test-service"
# As a server is set up, but for its port and its keys.
DEFAULTS = "StrictModes yes\nUsePAM yes\nAuthorizedKeysFile .ssh/authorized_keys\n"
_NAME = re.compile(r"\d{8}-[0-9a-f]{10}-[0-9a-f]{8}")


def blocks(language: str) -> list[str]:
    """What stands in frames on the page: commands, files and answers."""
    text = (ROOT / "docs" / language / "about" / "publishing.md").read_text(encoding="utf-8")
    return re.findall(r"^```\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def block(language: str, word: str) -> str:
    return next(one for one in blocks(language) if word in one)


def shape(text: str) -> list[str]:
    """Lines without what changes from one publication to the next: names of releases, addresses, numbers."""
    plain = re.sub(r"https?://\S+", "URL", _NAME.sub("NAME", text.replace("\u00a0", " ").replace("production", "here")))
    return [re.sub(r"\d+", "N", line) for line in plain.splitlines() if line and not line.startswith("  ")]


@contextmanager
def _service(folder: Path) -> Iterator[str]:
    """Do the first commands of the page, for an account and a folder of the test; gives the folder."""
    done = block("fr", "adduser").replace("/srv/participation", f"{folder}/participation")
    home = folder / "home"
    done = done.replace("/home/publication", str(home)).replace("publication", ACCOUNT)
    done = done.replace("adduser ", f"adduser --quiet --home {home} ")
    commands = [line for line in done.splitlines() if not line.startswith("apt ")]
    assert len(commands) == 3
    try:
        subprocess.run(["sh", "-euc", "\n".join(commands)], check=True, env=SBIN, capture_output=True)
        yield f"{folder}/participation"
    finally:
        subprocess.run(["userdel", "--force", ACCOUNT], check=False, env=SBIN, capture_output=True)


@contextmanager
def _nginx(folder: Path, live: str, port: int) -> Iterator[None]:
    """nginx with the block of the page; it starts before anything is published, as there."""
    server = block("fr", "server {").replace("/srv/participation", live)
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("www.example.org", "127.0.0.1")
    modules = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;"
    (folder / "nginx.conf").write_text(
        f"{modules}\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{server}}}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    told = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, env=SBIN).stderr
    for line in block("fr", "test is successful").splitlines():
        assert line.replace("/etc/nginx", str(folder)) in told
    with running(command, port, folder):
        yield


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="service-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def releases(folder: Path) -> list[Small]:
    return [small(name, folder / "dist", pages=2) for name in ("aa", "bb")]


def _target(folder: Path, server: Ssh, live: str, port: int) -> None:
    known = subprocess.run(
        ["ssh-keyscan", "-p", str(server.port), "127.0.0.1"], capture_output=True, text=True, check=True
    )
    (folder / "known_hosts").write_text(known.stdout)
    write_target(
        folder,
        f"kind: ssh\nhost: 127.0.0.1\nport: {server.port}\nuser: {ACCOUNT}\nknown_hosts: known_hosts\n"
        f"ssh_config: {server.config}\npath: {live}\nserver: nginx\nprobe: http://127.0.0.1:{port}/\n"
        # In place of `sudo systemctl reload nginx`, which does the same.
        f'after_switch: "touch {live}/reload; while [ -f {live}/reload ]; do sleep 0.1; done"',
    )


@contextmanager
def _reloading(folder: Path, live: str) -> Iterator[None]:
    script = f"while :; do [ ! -f {live}/reload ] || {{ kill -HUP $(cat {folder}/nginx.pid); rm {live}/reload; }}; sleep 0.1; done"
    with subprocess.Popen(["sh", "-c", script]) as process:
        try:
            yield
        finally:
            process.kill()


def test_the_first_publication_a_rehearsal_and_a_way_back(
    folder: Path, publisher: Publishers, releases: list[Small]
) -> None:
    if os.geteuid():
        pytest.fail("making an account needs root: run make test-system as root")
    port = free_port()
    with _service(folder) as live, sshd(folder / "sshd", DEFAULTS) as server:
        home = Path(pwd.getpwnam(ACCOUNT).pw_dir)
        assert (home / ".ssh").stat().st_mode & 0o777 == 0o700
        (home / ".ssh/authorized_keys").write_text((server.folder / "user_key.pub").read_text())
        _target(folder, server, live, port)
        a, b = releases
        with _nginx(folder, live, port), _reloading(folder, live):
            for language, words, told in (
                ("fr", ["publish", "here", "--release", str(a.archive)], "En ligne : 2"),
                ("fr", ["publish", "here", "--release", str(b.archive), "--dry-run"], "Serait mis en ligne"),
                ("nl", ["publish", "here", "--release", str(b.archive)], "Online: 2"),
                ("nl", ["publish", "here", "--release", str(b.archive), "--dry-run"], "Zou online komen"),
                ("nl", ["rollback", "here"], "is terug op"),
            ):
                done = publisher.run(folder, *words, LANG=language)
                assert done.returncode == 0, done.stderr
                page = next(one for one in blocks(language) if told in one.replace("\u00a0", " "))
                assert shape(done.stdout) == shape(page)


def test_the_right_that_the_account_gets_is_read_by_sudo(folder: Path) -> None:
    for language in LANGUAGES:
        (folder / "sudoers").write_text(block(language, "NOPASSWD"))
        subprocess.run(["visudo", "-cf", str(folder / "sudoers")], check=True, env=SBIN, capture_output=True)


def test_both_languages_give_the_same_commands() -> None:
    def commands(language: str) -> list[str]:
        found = [one for one in blocks(language) if re.match(r"apt|make|export|ssh-keyscan|server|publication", one)]
        return [one.replace("\u00a0", " ") for one in found]

    assert commands("fr") == commands("nl")
    assert len(commands("fr")) >= 7
