"""`make rollback`: make the previous release of a target, or any that it keeps, the live one again."""

from pathlib import Path

from publishing import nonatomic
from publishing.folders import ReleaseFolders
from publishing.lock import locked
from publishing.manifest import IDENTITY
from publishing.messages import RefusedError, say
from publishing.publish import ARCHIVES, go_live, publish, release_folders, remote_of
from publishing.targets import FolderTarget, RcloneTarget, SshTarget, find_target


def rollback(root: Path, name: str, wait: int = 60, to: str = "", reason: str = "") -> None:
    """Go back to the release `to`, else to the one before the live one; the reason goes to the journal of the host.

    Addresses that only later releases have are given up: going back is always possible.
    """
    if to and not IDENTITY.fullmatch(to):
        raise RefusedError("not-a-release", name=to)
    target = find_target(root, name)
    if isinstance(target, RcloneTarget):
        back = to or "".join(nonatomic.read_state(remote_of(root, target)).earlier[:1])
        archive = root / ARCHIVES / f"{back}.tar.gz"
        if not back:
            raise RefusedError("no-previous", name=name)
        if not archive.is_file():
            raise RefusedError("archive-missing", archive=archive, commit=back.split("-")[1])
        publish(root, name, archive, reason=reason or "rollback")
    else:
        releases = release_folders(root, target)
        with locked(releases.shell, target.path, wait):
            back = _back(target, releases, name, to, reason)
    say("rollback-done", name=name, release=back)


def _back(target: FolderTarget | SshTarget, releases: ReleaseFolders, name: str, to: str, reason: str) -> str:
    live = releases.live()
    back = to or releases.previous(live)
    manifest = releases.manifest(back)
    if manifest is None:
        raise RefusedError("no-previous", name=name)
    releases.verify(back, manifest, others=True)
    go_live(target, releases, manifest, live, reason=reason or "rollback")
    return back
