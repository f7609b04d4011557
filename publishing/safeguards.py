"""What stands between a release and its readers: no live address dies, the live site is looked at."""

from collections.abc import Callable

from publishing import ledger
from publishing.changes import Changes
from publishing.manifest import Manifest
from publishing.probe import probe as look
from publishing.targets import FolderTarget, S3Target, SftpTarget, SshTarget
from publishing.words import RefusedError, say, warn


def probe(
    target: FolderTarget | SshTarget | S3Target | SftpTarget,
    manifest: Manifest,
    each_time: Callable[[], None] = lambda: None,
) -> None:
    """Look at the live site as readers do; refuse it when something is wrong. `each_time` comes before each attempt."""
    if not target.probe_url:
        say("not-probed")
        return
    if faults := look(target.probe_url, manifest, target.server, each_time):
        for fault in faults[:20]:
            warn("probe-fault", fault=fault)
        raise RefusedError("probe-failed", count=len(faults))
    say("probed", url=target.probe_url)


def guard(live: Manifest | None, manifest: Manifest) -> None:
    """No address that is live today may die."""
    published = [*ledger.addresses(live), *dict(live.redirects)] if live else []
    if lost := [one for one in sorted(published) if not manifest.answers(one)]:
        raise RefusedError("addresses-lost", count=len(lost), first=", ".join(lost[:3]))


def tell(found: Changes, live: Manifest | None, manifest: Manifest) -> None:
    """Say what a publication would change."""
    say("would-publish", release=manifest.identity, live=live.identity if live else "-")
    for path in found.sent:
        print(f"  + {path}")
    for path in found.removed:
        print(f"  - {path}")
    say("would-change", sent=len(found.sent), removed=len(found.removed))
