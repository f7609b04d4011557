"""`make publish` and `make rollback`: bring a release to a target, look at it there, go back when it is not right."""

from contextlib import AbstractContextManager
from pathlib import Path

from publishing import plain, safeguards, state
from publishing.archive import unpacked
from publishing.changes import between
from publishing.folders import ReleaseFolders
from publishing.lock import locked
from publishing.machine import machine_of
from publishing.manifest import Manifest
from publishing.store import Store
from publishing.targets import FolderTarget, S3Target, SftpTarget, SshTarget, find_target, same_site
from publishing.way_back import way_back
from publishing.words import RefusedError, say, warn

LATEST = "latest"
ARCHIVES = "dist"


def publish(root: Path, name: str, archive: Path, wait: int, dry_run: bool) -> None:
    """Publish an archive to a target."""
    target = find_target(root, name)
    with unpacked(archive) as (manifest, folder):
        if not same_site(target.site_url, manifest.site_url):
            raise RefusedError("other-site", ours=manifest.site_url, theirs=target.site_url)
        if isinstance(target, FolderTarget | SshTarget):
            releases = ReleaseFolders(machine_of(target, root), target.path)
            _publish_folders(target, releases, manifest, folder, wait, dry_run)
        else:
            _publish_plain(root, target, manifest, folder, dry_run)
    say("dry-run-done" if dry_run else "publish-done", name=name, release=manifest.identity)


def rollback(root: Path, name: str, archives: Path, wait: int) -> None:
    """Make the previous release of a target the live one again."""
    target = find_target(root, name)
    if isinstance(target, FolderTarget | SshTarget):
        releases = ReleaseFolders(machine_of(target, root), target.path)
        with locked(releases.machine, target.path, wait):
            live = releases.live()
            back = releases.previous(live) if live else ""
            manifest = releases.manifest(back)
            if manifest is None:
                raise RefusedError("no-previous", name=name)
            releases.verify(back, manifest, others=True)
            _go_live(target, releases, manifest, live, remember=False)
    else:
        with _opened(target, root) as store:
            back = "".join(state.read(store).earlier[:1])
        if not back:
            raise RefusedError("no-previous", name=name)
        with unpacked(_kept(archives, back)) as (manifest, folder):
            _publish_plain(root, target, manifest, folder, dry_run=False, back=True)
    say("rollback-done", name=name, release=back)


def _opened(target: S3Target | SftpTarget, root: Path) -> AbstractContextManager[Store]:
    # The libraries of these two take a second to load, which release folders need not wait for.
    from publishing import stores

    return stores.opened(target, root)


def latest(folder: Path) -> Path:
    """The archive that was made last."""
    mark = folder / LATEST
    if not mark.is_file():
        raise RefusedError("no-release", folder=folder)
    return folder / mark.read_text(encoding="utf-8").strip()


def _publish_folders(
    target: FolderTarget | SshTarget,
    releases: ReleaseFolders,
    manifest: Manifest,
    folder: Path,
    wait: int,
    dry_run: bool,
) -> None:
    live = releases.manifest(releases.live())
    safeguards.guard(live, manifest)
    if dry_run:
        safeguards.tell(between(live, manifest), live, manifest)
        return
    with locked(releases.machine, target.path, wait):
        name = releases.live()
        live = releases.manifest(name)
        safeguards.guard(live, manifest)
        say("sending", release=manifest.identity)
        sent = releases.upload(manifest, folder, live)
        say("verified", sent=sent, count=len(manifest.files))
        if name != manifest.identity:
            _go_live(target, releases, manifest, name)
        else:
            safeguards.probe(target, manifest)
        _prune(releases, target.keep)


def _prune(releases: ReleaseFolders, keep: int) -> None:
    """What was just published stays published, even when old releases cannot be removed."""
    try:
        if removed := releases.prune(keep):
            say("pruned", count=len(removed), kept=keep)
    except RefusedError as refusal:
        warn("not-pruned", reason=refusal)


def _go_live(
    target: FolderTarget | SshTarget, releases: ReleaseFolders, manifest: Manifest, back: str, remember: bool = True
) -> None:
    """Switch, then look; whatever goes wrong, the release that was live is live again."""
    try:
        releases.switch(manifest.identity, back if remember else "")
        _after(target, releases)
        say("switched", release=manifest.identity)
        safeguards.probe(target, manifest)
    except BaseException:
        warn("going-back", release=back or "-")
        releases.switch(back, "")
        _after(target, releases)
        raise


def _after(target: FolderTarget | SshTarget, releases: ReleaseFolders) -> None:
    if target.after_switch:
        releases.machine.run(target.after_switch)


def _publish_plain(
    root: Path, target: S3Target | SftpTarget, manifest: Manifest, folder: Path, dry_run: bool, back: bool = False
) -> None:
    with _opened(target, root) as store:
        if dry_run:
            known = state.read(store)
            safeguards.guard(known.manifest, manifest)
            safeguards.tell(state.plan(store, known, manifest), known.manifest, manifest)
            return
        with plain.locked(store):
            live = state.read(store).manifest
            if not back:
                safeguards.guard(live, manifest)
            with way_back(store, live, manifest, root / ARCHIVES) as before:
                plain.publish(store, manifest, folder)
                try:
                    safeguards.probe(target, manifest, lambda: plain.renew(store))
                except BaseException as error:
                    if live and before:
                        plain.renew(store)
                        warn("going-back", release=live.identity)
                        plain.publish(store, live, before)
                    elif isinstance(error, RefusedError):
                        raise RefusedError("no-way-back", reason=error) from None
                    raise


def _kept(archives: Path, identity: str) -> Path:
    archive = archives / f"{identity}.tar.gz"
    if not archive.is_file():
        raise RefusedError("archive-missing", archive=archive, commit=identity.split("-")[1])
    return archive
