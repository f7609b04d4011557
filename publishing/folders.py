"""Release folders: each release in its own, and a link `current` to the live one, moved in one atomic step.

releases/20261123-1a2b3c4d5e-6f708192/{site,server,manifest.json,previous}
current -> releases/20261123-1a2b3c4d5e-6f708192
"""

from pathlib import Path

from publishing.machine import Machine
from publishing.manifest import Manifest, without_twin
from publishing.server.headers import fingerprinted
from publishing.words import RefusedError

_LIVE = 'cd "$1" 2>/dev/null && readlink current || true'
_READ = '[ ! -e "$1/releases/$2/$3" ] || cat "$1/releases/$2/$3"'
# Every digest, and not a file more.
_VERIFY = """
cd "$1/releases/$2/site"
sums=$(cat)
printf '%s\n' "$sums" | sha256sum --check --strict --quiet - >&2
found=$(find . -type f | wc -l)
[ "$found" -eq "$3" ] || [ -n "$4" ] || { echo "$found files, $3 expected" >&2; exit 1; }
"""
_CARRY = """
cd "$1/releases"
while read -r file; do
  [ -n "$file" ] && [ -f "$2/site/$file" ] || continue
  mkdir -p "$3/site/${file%/*}"
  ln -f "$2/site/$file" "$3/site/$file"
done
"""
_SETTLE = 'sync -f "$1/releases"; mv -T "$1/releases/$2.partial" "$1/releases/$2"'
_REMEMBER = (
    'printf "%s\\n" "$3" >"$1/releases/$2/previous.new"; mv "$1/releases/$2/previous.new" "$1/releases/$2/previous"'
)
_SWITCH = 'ln -sfn "releases/$2" "$1/current.new"; mv -T "$1/current.new" "$1/current"'
_NONE_LIVE = 'rm -f "$1/current"'
_LIST = 'cd "$1/releases"; for one in */; do echo "${one%/} $(cat "$one/previous" 2>/dev/null)"; done'
_REMOVE = 'while read -r one; do [ -z "$one" ] || rm -rf -- "$1/releases/$one"; done'
# What other publications left unfinished would fill the disk; our own is taken up again.
_BEGIN = """
mkdir -p "$1/releases"
for one in "$1/releases/"*.partial; do [ "$one" = "$1/releases/$2.partial" ] || rm -rf -- "$one"; done
if [ -d "$1/releases/$2" ]; then echo there; fi
"""


class ReleaseFolders:
    """The releases of a folder on a machine."""

    def __init__(self, machine: Machine, path: str) -> None:
        self.machine, self.path = machine, path

    def live(self) -> str:
        """Name of the live release; empty when there is none."""
        return self.machine.run(_LIVE, self.path).rpartition("/")[2]

    def manifest(self, name: str) -> Manifest | None:
        """Manifest of a release that is there."""
        text = self.machine.run(_READ, self.path, name, "manifest.json") if name else ""
        return Manifest.from_json(text) if text else None

    def previous(self, name: str) -> str:
        """The release that was live before another."""
        return self.machine.run(_READ, self.path, name, "previous")

    def upload(self, manifest: Manifest, folder: Path, live: Manifest | None) -> int:
        """Bring a release beside the live one and verify it there; returns how many files travelled."""
        name = manifest.identity
        if self.machine.run(_BEGIN, self.path, name):
            try:
                self.verify(name, manifest, others=True)
                return 0
            except RefusedError:
                if live and live.identity == name:
                    raise
                self.machine.run(_REMOVE, self.path, given=name + "\n")
        partial, link = f"{name}.partial", f"{self.path}/releases/{live.identity}" if live else ""
        sent = self.machine.send(folder, f"{self.path}/releases/{partial}", link)
        self.verify(partial, manifest)
        if live:
            self.machine.run(_CARRY, self.path, live.identity, partial, given=_carried(manifest, live))
        self.machine.run(_SETTLE, self.path, name)
        return sent

    def verify(self, name: str, manifest: Manifest, others: bool = False) -> None:
        """Refuse a release whose files are not those of its manifest."""
        sums = "\n".join(f"{value}  {path}" for path, value in sorted(manifest.files.items()))
        count = str(len(manifest.files))
        try:
            self.machine.run(_VERIFY, self.path, name, count, "others" if others else "", given=sums + "\n")
        except RefusedError as refusal:
            if refusal.code != "target-failed":
                raise
            raise RefusedError("not-verified", reason=refusal) from None

    def switch(self, name: str, previous: str) -> None:
        """Make a release the live one, in one step; without a name, none is."""
        if not name:
            self.machine.run(_NONE_LIVE, self.path)
            return
        if previous:
            self.machine.run(_REMEMBER, self.path, name, previous)
        self.machine.run(_SWITCH, self.path, name)

    def prune(self, keep: int) -> list[str]:
        """Remove all but the last releases that were live, following each to the one before it."""
        before = {name: previous for name, _, previous in (one.partition(" ") for one in self._list())}
        kept: list[str] = []
        name = self.live()
        while name in before and name not in kept and len(kept) < keep:
            kept.append(name)
            name = before[name]
        doomed = [one for one in before if one not in kept]
        if kept and doomed:
            self.machine.run(_REMOVE, self.path, given="\n".join(doomed) + "\n")
        return doomed

    def _list(self) -> list[str]:
        return self.machine.run(_LIST, self.path).splitlines()


def _carried(manifest: Manifest, live: Manifest) -> str:
    """Assets of the live release that the next one does not have: pages already open may still ask for them."""
    names = [path for path in live.files if path not in manifest.files and fingerprinted(without_twin(path))]
    return "\n".join(names) + "\n"
