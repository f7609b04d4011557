"""`make publish` and `make rollback`: bring a release to a target, look at it there, go back when it is not right."""

from contextlib import AbstractContextManager
from pathlib import Path

from publishing import ledger, plain
from publishing.archive import unpacked
from publishing.changes import Changes, between
from publishing.folders import ReleaseFolders
from publishing.lock import locked
from publishing.machine import machine_of
from publishing.manifest import Manifest
from publishing.probe import probe
from publishing.targets import FolderTarget, S3Target, SftpTarget, SshTarget, find_target, same_site
from publishing.words import RefusedError, say, warn

LATEST = "latest"


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
            back = plain.previous(store)
        if not back:
            raise RefusedError("no-previous", name=name)
        with unpacked(_kept(archives, back)) as (manifest, folder):
            _publish_plain(root, target, manifest, folder, dry_run=False, back=True)
    say("rollback-done", name=name, release=back)


def _opened(target: S3Target | SftpTarget, root: Path) -> AbstractContextManager[plain.Store]:
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
    _guard(live, manifest)
    if dry_run:
        _tell(between(live, manifest), live, manifest)
        return
    with locked(releases.machine, target.path, wait):
        name = releases.live()
        live = releases.manifest(name)
        _guard(live, manifest)
        say("sending", release=manifest.identity)
        sent = releases.upload(manifest, folder, live)
        say("verified", sent=sent, count=len(manifest.files))
        if name != manifest.identity:
            _go_live(target, releases, manifest, name)
        else:
            _probe(target, manifest)
        if removed := releases.prune(target.keep):
            say("pruned", count=len(removed), kept=target.keep)


def _go_live(
    target: FolderTarget | SshTarget, releases: ReleaseFolders, manifest: Manifest, back: str, remember: bool = True
) -> None:
    """Switch, then look; whatever goes wrong, the release that was live is live again."""
    try:
        releases.switch(manifest.identity, back if remember else "")
        _after(target, releases)
        say("switched", release=manifest.identity)
        _probe(target, manifest)
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
        live = plain.live(store)
        if not back:
            _guard(live, manifest)
        if dry_run:
            _tell(plain.plan(store, manifest), live, manifest)
            return
        plain.publish(store, manifest, folder)
        try:
            _probe(target, manifest)
        except RefusedError as refusal:
            earlier = plain.previous(store)
            archive = root / "dist" / f"{earlier}.tar.gz"
            if back or not earlier or not archive.is_file():
                raise RefusedError("no-way-back", reason=refusal, release=earlier or "-") from None
            warn("going-back", release=earlier)
            with unpacked(archive) as (before, its_folder):
                plain.publish(store, before, its_folder)
            raise


def _probe(target: FolderTarget | SshTarget | S3Target | SftpTarget, manifest: Manifest) -> None:
    if not target.probe_url:
        say("not-probed")
        return
    if faults := probe(target.probe_url, manifest, target.server):
        for fault in faults[:20]:
            warn("probe-fault", fault=fault)
        raise RefusedError("probe-failed", count=len(faults))
    say("probed", url=target.probe_url)


def _guard(live: Manifest | None, manifest: Manifest) -> None:
    """No address that is live today may die."""
    published = [*ledger.addresses(live), *dict(live.redirects)] if live else []
    if lost := [one for one in sorted(published) if not manifest.answers(one)]:
        raise RefusedError("addresses-lost", count=len(lost), first=", ".join(lost[:3]))


def _tell(found: Changes, live: Manifest | None, manifest: Manifest) -> None:
    say("would-publish", release=manifest.identity, live=live.identity if live else "-")
    for path in found.sent:
        print(f"  + {path}")
    for path in found.removed:
        print(f"  - {path}")
    say("would-change", sent=len(found.sent), removed=len(found.removed))


def _kept(archives: Path, identity: str) -> Path:
    archive = archives / f"{identity}.tar.gz"
    if not archive.is_file():
        raise RefusedError("archive-missing", archive=archive, commit=identity.split("-")[1])
    return archive
