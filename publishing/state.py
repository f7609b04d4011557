"""What a store without a switch remembers of its publications, and what the next one would change.

The state is written before the first change, without the files about to change: a publisher that was killed leaves a
state that is true, and the next one sends again, or removes, what is uncertain.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from publishing.changes import Changes, changes
from publishing.manifest import Manifest, is_configuration, is_twin
from publishing.store import Store

PATH = ".publishing/state.json"
KEPT_NAMES = 20


@dataclass(frozen=True)
class State:
    """The manifest that is live, as text, and the names of those before it, the last first.

    `present` gives the digest of each file that is surely there; of the `uncertain`, nothing is known.
    """

    live: str = ""
    earlier: tuple[str, ...] = ()
    present: Mapping[str, str] = field(default_factory=dict)
    uncertain: tuple[str, ...] = ()

    @property
    def manifest(self) -> Manifest | None:
        """The live release."""
        return Manifest.from_json(self.live) if self.live else None

    def before(self, name: str) -> tuple[str, ...]:
        """The releases before one that becomes live: a way back is never a way forward."""
        known = self.manifest
        if known is None or known.identity == name:
            return self.earlier
        if name in self.earlier:
            return self.earlier[self.earlier.index(name) + 1 :]
        return (known.identity, *self.earlier)[:KEPT_NAMES]


def read(store: Store) -> State:
    """The state of a store; an empty one at first."""
    content = store.get(PATH)
    if not content:
        return State()
    values = json.loads(content)
    return State(**{**values, "earlier": tuple(values["earlier"]), "uncertain": tuple(values["uncertain"])})


def write(store: Store, state: State) -> None:
    """Keep a state."""
    store.put(PATH, json.dumps(asdict(state), sort_keys=True).encode())


def plan(store: Store, state: State, manifest: Manifest) -> Changes:
    """What a publication would change."""
    before = state.manifest
    spared = dict(before.files) if before else {}
    if before and before.identity == manifest.identity:  # the same once more: what was spared stays
        spared |= state.present
    present = {**dict.fromkeys(state.uncertain, ""), **state.present}
    found = changes(present, kept(store, manifest.files), kept(store, spared))
    moved = places_of_moves(store, manifest)
    return Changes(found.sent, tuple(path for path in found.removed if path not in moved))


def places_of_moves(store: Store, manifest: Manifest) -> set[str]:
    """Paths where a release sends readers elsewhere; often those of pages it no longer has."""
    return {place for old, _ in manifest.redirects if (place := store.place_of_move(old))}


def kept(store: Store, files: Mapping[str, str]) -> dict[str, str]:
    """Files of a release that mean something there: a bucket reads no configuration and chooses no compressed twin."""
    everything = store.takes_configuration
    return {path: one for path, one in files.items() if everything or not (is_configuration(path) or is_twin(path))}
