"""Guards around a publication: refuse a release that drops a published address, probe the live site."""

from publishing import addresses, probe
from publishing.diff import Changes
from publishing.manifest import Manifest
from publishing.messages import RefusedError, say, warn
from publishing.targets import AnyTarget

SHOWN = 20


def check_live(target: AnyTarget, manifest: Manifest) -> None:
    """Read the live site as readers do; raises RefusedError when something is wrong."""
    if not target.probe_url:
        say("not-probed")
        return
    if faults := probe.probe(target.probe_url, manifest, target.server):
        for fault in faults[:SHOWN]:
            warn("probe-fault", fault=fault)
        raise RefusedError("probe-failed", count=len(faults))
    say("probed", url=target.probe_url)


def check_addresses(live: Manifest | None, manifest: Manifest, reason: str) -> None:
    """Refuse a release that drops a published address without a redirect, unless a reason is given."""
    published = [*addresses.of_release(live), *dict(live.redirects)] if live else []
    lost = [address for address in sorted(published) if not manifest.answers(address)]
    if lost and not reason:
        raise RefusedError("addresses-lost", count=len(lost), first=", ".join(lost[:3]))
    if lost:
        warn("addresses-lost-anyway", count=len(lost), first=", ".join(lost[:3]), reason=reason)


def show_changes(changes: Changes, live: Manifest | None, manifest: Manifest) -> None:
    """Print what a publication would change."""
    say("would-publish", release=manifest.identity, live=live.identity if live else "-")
    for path in changes.sent:
        print(f"  + {path}")
    for path in changes.removed:
        print(f"  - {path}")
    say("would-change", sent=len(changes.sent), removed=len(changes.removed))
