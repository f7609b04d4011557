"""The page for the service, done as it is written: its commands are run, and they say what it says they say.

What needs another machine is left to the reader: apt, certbot.
"""

import os
import pwd
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
def _sudo(folder: Path, live: str) -> Iterator[str]:
    """Install the command of the administrator and the right of the account; gives the command for `after_switch`.

    The page gives the command no argument; here they name the folders of the test, and the account may use no other.
    """
    script = folder / "sbin/participation-nginx"
    script.parent.mkdir()
    (folder / "etc").mkdir()
    words = block("fr", "install -o root -g root").replace("/usr/local/sbin/participation-nginx", str(script))
    subprocess.run(["sh", "-euc", words], cwd=ROOT / "publishing/server", check=True)
    given = f"--source {live}/current/server/nginx.conf --target {folder}/etc/participation.conf --nginx {folder}/nginx"
    (folder / "nginx").write_text(f'#!/bin/sh\nexec /usr/sbin/nginx -p {folder} -c {folder}/nginx.conf "$@"\n')
    (folder / "nginx").chmod(0o755)
    right = block("fr", "NOPASSWD").replace("publication", ACCOUNT)
    right = right.replace("/usr/local/sbin/participation-nginx", str(script)).replace('""', given)
    sudoers = Path("/etc/sudoers.d", ACCOUNT)
    sudoers.write_text(right)
    try:
        yield f"sudo -n {script} {given}"
    finally:
        sudoers.unlink()


@contextmanager
def _nginx(folder: Path, live: str, port: int) -> Iterator[None]:
    """nginx with the block of the page; it starts before anything is published, as there."""
    server = block("fr", "server {").replace("/srv/participation", live)
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("www.example.org", "127.0.0.1")
    server = server.replace("/etc/nginx/", f"{folder}/etc/")
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


def _target(folder: Path, server: Ssh, live: str, port: int, after: str) -> None:
    known = subprocess.run(
        ["ssh-keyscan", "-p", str(server.port), "127.0.0.1"], capture_output=True, text=True, check=True
    )
    (folder / "known_hosts").write_text(known.stdout)
    write_target(
        folder,
        f"kind: ssh\nhost: 127.0.0.1\nport: {server.port}\nuser: {ACCOUNT}\nknown_hosts: known_hosts\n"
        f"ssh_config: {server.config}\npath: {live}\nserver: nginx\nprobe: http://127.0.0.1:{port}/\n"
        f'after_switch: "{after}"',
    )


@dataclass(frozen=True)
class Service:
    """A server set up by the page, and how the account reaches it."""

    live: Path
    ssh: list[str]
    after: str

    def attempt(self, script: str) -> int:
        """Exit code of a script that the publishing account runs there."""
        command = [*self.ssh, shlex.join(["sh", "-euc", script])]
        return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.fixture
def service(folder: Path) -> Iterator[Service]:
    if os.geteuid():
        pytest.fail("making an account needs root: run make test-system as root")
    port = free_port()
    with _service(folder) as live, sshd(folder / "sshd", DEFAULTS) as server, _sudo(folder, live) as after:
        home = Path(pwd.getpwnam(ACCOUNT).pw_dir)
        assert (home / ".ssh").stat().st_mode & 0o777 == 0o700
        (home / ".ssh/authorized_keys").write_text((server.folder / "user_key.pub").read_text())
        _target(folder, server, live, port, after)
        ssh = ["ssh", "-F", str(server.config), "-o", f"UserKnownHostsFile={server.known_hosts}"]
        with _nginx(folder, live, port):
            yield Service(Path(live), [*ssh, "-p", str(server.port), f"{ACCOUNT}@127.0.0.1"], after)


def test_the_first_publication_a_rehearsal_and_a_way_back(
    folder: Path, service: Service, publisher: Publishers, releases: list[Small]
) -> None:
    a, b = releases
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


def test_the_publishing_account_can_do_no_more_than_the_page_says(
    folder: Path, service: Service, publisher: Publishers, releases: list[Small]
) -> None:
    """It may change pages; what root loads changes only by the command of the administrator, within its grammar."""
    assert publisher.publish(folder, releases[0]).returncode == 0
    loaded = folder / "etc/participation.conf"
    good = loaded.read_bytes()
    configuration = service.live / "current/server/nginx.conf"
    assert service.attempt("true") == 0
    for script in (
        f"echo x >>{loaded}",
        f"rm -f {loaded}",
        f"echo x >>{folder}/sbin/participation-nginx",
        "sudo -n true",
        f"sudo -n {folder}/sbin/participation-nginx",
        f"{service.after} --target /etc/nginx/conf.d/x.conf",
        f"echo 'autoindex on;' >>{configuration}; {service.after}",
        f"ln -sf /etc/shadow {configuration}; {service.after}",
    ):
        assert service.attempt(script) != 0, script
        assert loaded.read_bytes() == good, script
    done = publisher.publish(folder, releases[1])
    assert done.returncode == 0, done.stderr
    assert loaded.read_bytes() == releases[1].files["server/nginx.conf"]


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
