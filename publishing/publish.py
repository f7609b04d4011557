"""`make publish`: bring a release to a target, probe it there, go back when it is not right."""

from pathlib import Path

from publishing import guards, nonatomic
from publishing.archive import unpacked
from publishing.diff import between
from publishing.folders import ReleaseFolders
from publishing.lock import locked
from publishing.manifest import Manifest
from publishing.messages import RefusedError, say, warn
from publishing.rclone import Remote
from publishing.remote_shell import shell_of
from publishing.targets import FolderTarget, RcloneTarget, SshTarget, find_target, same_site

LATEST = "latest"
ARCHIVES = "dist"


def publish(root: Path, name: str, archive: Path, wait: int = 60, reason: str = "", dry_run: bool = False) -> None:
    """Publish an archive to a target; a `reason` allows it to drop addresses, as an older release may."""
    target = find_target(root, name)
    with unpacked(archive) as (manifest, folder):
        if not same_site(target.site_url, manifest.site_url):
            raise RefusedError("other-site", ours=manifest.site_url, theirs=target.site_url)
        if isinstance(target, RcloneTarget):
            _publish_remote(root, target, manifest, folder, reason, dry_run)
        elif dry_run:
            releases = release_folders(root, target)
            live = releases.manifest(releases.live())
            guards.check_addresses(live, manifest, reason)
            guards.show_changes(between(live, manifest), live, manifest)
        else:
            releases = release_folders(root, target)
            with locked(releases.shell, target.path, wait):
                manifest = _publish_folders(target, releases, manifest, folder, reason)
    say("dry-run-done" if dry_run else "publish-done", name=name, release=manifest.identity)


def latest(folder: Path) -> Path:
    """Return the archive that was made last."""
    mark = folder / LATEST
    if not mark.is_file():
        raise RefusedError("no-release", folder=folder)
    return folder / mark.read_text(encoding="utf-8").strip()


def release_folders(root: Path, target: FolderTarget | SshTarget) -> ReleaseFolders:
    """Return the release folders of a target."""
    return ReleaseFolders(shell_of(target, root), target.path)


def remote_of(root: Path, target: RcloneTarget) -> Remote:
    """Return the remote of a target."""
    return Remote(target.remote, root / target.known_hosts if target.known_hosts else None)


def _publish_folders(
    target: FolderTarget | SshTarget, releases: ReleaseFolders, manifest: Manifest, folder: Path, reason: str
) -> Manifest:
    """Return the release that is live at the end: the one that was, when the site has not changed."""
    name = releases.live()
    live = releases.manifest(name)
    guards.check_addresses(live, manifest, reason)
    if live and live.same_content(manifest) and live != manifest:
        say("unchanged", release=name)
        manifest = live
    say("sending", release=manifest.identity)
    sent = releases.upload(manifest, folder, live)
    say("verified", sent=sent, count=len(manifest.files))
    if name != manifest.identity:
        go_live(target, releases, manifest, name, previous=name, reason=reason)
    else:
        # A publisher that was killed after the switch has not done this.
        _after(target, releases)
        guards.check_live(target, manifest)
    _prune(target, releases)
    return manifest


def _prune(target: FolderTarget | SshTarget, releases: ReleaseFolders) -> None:
    """Remove old releases; a failure does not undo the publication."""
    try:
        if removed := releases.prune(target.keep, target.keep_days):
            say("pruned", count=len(removed))
    except RefusedError as refusal:
        warn("not-pruned", reason=refusal)


def go_live(
    target: FolderTarget | SshTarget,
    releases: ReleaseFolders,
    manifest: Manifest,
    back: str,
    previous: str = "",
    reason: str = "",
) -> None:
    """Switch to a release, then probe it; whatever goes wrong, the release `back` becomes live again."""
    try:
        releases.switch(manifest.identity, previous, reason)
        _after(target, releases)
        say("switched", release=manifest.identity)
        guards.check_live(target, manifest)
    except BaseException:
        warn("going-back", release=back or "-")
        releases.switch(back)
        _after(target, releases)
        raise


def _after(target: FolderTarget | SshTarget, releases: ReleaseFolders) -> None:
    if target.after_switch:
        releases.shell.run(target.after_switch)


def _publish_remote(
    root: Path, target: RcloneTarget, manifest: Manifest, folder: Path, reason: str, dry_run: bool
) -> None:
    remote = remote_of(root, target)
    state = nonatomic.read_state(remote)
    live = state.manifest
    guards.check_addresses(live, manifest, reason)
    if dry_run:
        guards.show_changes(nonatomic.plan(remote, target, state, manifest, folder), live, manifest)
        return
    say("sending", release=manifest.identity)
    nonatomic.publish(remote, target, state, manifest, folder)
    try:
        guards.check_live(target, manifest)
    except BaseException as error:
        before = root / ARCHIVES / f"{live.identity}.tar.gz" if live and live != manifest else None
        if before and before.is_file():
            warn("going-back", release=live.identity if live else "")
            with unpacked(before) as (older, files):
                nonatomic.publish(remote, target, nonatomic.read_state(remote), older, files)
        elif isinstance(error, RefusedError):
            raise RefusedError("no-way-back", reason=error) from None
        raise
