"""Real servers on the loopback, for the time of a test: nginx, Apache, sshd."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SBIN = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
NGINX = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {configuration};
    {more}
  }}
}}
"""
APACHE = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
{user}
{modules}
TypesConfig /etc/mime.types
DocumentRoot {root}
<Directory {root}>
  AllowOverride All
  Require all granted
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "alias", "env")
SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile {folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 200
Subsystem sftp internal-sftp
"""
ONLY_SFTP = "ForceCommand internal-sftp\n"  # as shared hosting: no shell, so no checksums there


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def nginx(root: Path, configuration: Path, folder: Path, brotli: bool = True, port: int = 0) -> Iterator[str]:
    """nginx over a folder, with the configuration a release brings; gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    port = port or free_port()
    text = NGINX.format(
        folder=folder,
        port=port,
        root=root,
        configuration=configuration,
        user=user,
        more="brotli_static on;" if brotli else "",
    )
    (folder / "nginx.conf").write_text(text)
    with running(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], port, folder):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def apache(root: Path, folder: Path) -> Iterator[str]:
    """Apache over a folder, with nothing but `AllowOverride All`; gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    modules = "\n".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in MODULES)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(APACHE.format(folder=folder, port=port, root=root, modules=modules, user=user))
    with running(["apache2", "-X", "-f", str(folder / "apache.conf")], port, folder):
        yield f"http://127.0.0.1:{port}/"


@dataclass(frozen=True)
class Ssh:
    """An sshd: where it listens, and the files a publisher needs."""

    port: int
    folder: Path

    @property
    def known_hosts(self) -> Path:
        """The key of the server."""
        return self.folder / "known_hosts"

    @property
    def config(self) -> Path:
        """Options of ssh: which key to show."""
        return self.folder / "ssh_config"


@contextmanager
def sshd(folder: Path, more: str = "") -> Iterator[Ssh]:
    """An sshd with keys of its own, and more lines of configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    for name in ("host_key", "user_key"):
        make_key(folder / name)
    shutil.copy(folder / "user_key.pub", folder / "authorized_keys")
    (folder / "sshd_config").write_text(more + SSHD.format(folder=folder, port=port))
    (folder / "ssh_config").write_text(
        f"Host *\n  IdentityFile {folder}/user_key\n  IdentitiesOnly yes\n  LogLevel ERROR\n"
    )
    key = (folder / "host_key.pub").read_text().split()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {key[0]} {key[1]}\n")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with running(
        [shutil.which("sshd", path=SBIN["PATH"]) or "sshd", "-D", "-e", "-f", str(folder / "sshd_config")], port, folder
    ):
        yield Ssh(port, folder)


def make_key(path: Path) -> None:
    """A pair of keys without a password."""
    path.unlink(missing_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """A server for the time of a test, from the moment it answers on a port."""
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=SBIN, cwd=folder)
        try:
            _await(process, port, folder)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _await(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    logs = [path.read_text(errors="replace") for path in folder.glob("*.log")]
    raise AssertionError("the server did not start:\n" + "\n".join(logs))


@contextmanager
def full_disk(folder: Path, options: str = "size=1500k") -> Iterator[None]:
    """A small file system over a folder."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    assert subprocess.run(mount, check=False).returncode == 0, "mounting needs root: run make test-system as root"
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
