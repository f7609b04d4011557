"""Release folders: each release in its own, and a link `current` to the live one, moved in one atomic step.

releases/20261123-1a2b3c4d5e-6f708192/{site,server,manifest.json,previous}
current -> releases/20261123-1a2b3c4d5e-6f708192
journal: a line a switch, with its moment, its release and its reason
"""

from pathlib import Path

from publishing.manifest import IDENTITY, Manifest, original_path
from publishing.messages import RefusedError
from publishing.remote_shell import RemoteShell
from publishing.server.headers import fingerprinted

_LIVE = 'cd "$1" 2>/dev/null && readlink current || true'
_READ = '[ ! -e "$1/releases/$2/$3" ] || cat "$1/releases/$2/$3"'
# Every digest, and not a file more.
_VERIFY = """
cd "$1/releases/$2"
sums=$(cat)
printf '%s\n' "$sums" | sha256sum --check --strict --quiet - >&2
found=$(find . -type f ! -path ./manifest.json ! -path ./previous | wc -l)
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
_SWITCH = """
ln -sfn "releases/$2" "$1/current.new"
mv -T "$1/current.new" "$1/current"
{ echo "$(date -u +%FT%TZ) $2 $3" >>"$1/journal"; } 2>/dev/null || true
"""
_NONE_LIVE = 'rm -f "$1/current"'
# Name, days since it became live (then `previous` is written), the one before it.
_LIST = """
cd "$1/releases"
now=$(date +%s)
for folder in */; do
  name=${folder%/}
  echo "$name $(((now - $(stat -c %Y "$name")) / 86400)) $(cat "$name/previous" 2>/dev/null)"
done
"""
_REMOVE = 'while read -r one; do [ -z "$one" ] || rm -rf -- "$1/releases/$one"; done'
# Uploads that other publications left unfinished would fill the disk; that of this release is continued.
_BEGIN = """
mkdir -p "$1/releases"
for one in "$1/releases/"*.partial; do [ "$one" = "$1/releases/$2.partial" ] || rm -rf -- "$one"; done
if [ -d "$1/releases/$2" ]; then echo there; fi
"""


class ReleaseFolders:
    """The releases of a folder that a shell reaches."""

    def __init__(self, shell: RemoteShell, path: str) -> None:
        self.shell, self.path = shell, path

    def live(self) -> str:
        """Return the name of the live release; empty when there is none."""
        return _name(self.shell.run(_LIVE, self.path).rpartition("/")[2])

    def manifest(self, name: str) -> Manifest | None:
        """Return the manifest of a release that is there."""
        text = self.shell.run(_READ, self.path, name, "manifest.json") if name else ""
        return Manifest.from_json(text) if text else None

    def previous(self, name: str) -> str:
        """Return the release that was live before another."""
        return _name(self.shell.run(_READ, self.path, name, "previous")) if name else ""

    def upload(self, manifest: Manifest, folder: Path, live: Manifest | None) -> int:
        """Bring a release beside the live one and verify it there; return how many files were sent."""
        name = manifest.identity
        if self.shell.run(_BEGIN, self.path, name):
            try:
                self.verify(name, manifest, others=True)
                return 0
            except RefusedError:
                if live and live.identity == name:
                    raise
                self.shell.run(_REMOVE, self.path, given=name + "\n")
        partial, link = f"{name}.partial", f"{self.path}/releases/{live.identity}" if live else ""
        sent = self.shell.send(folder, f"{self.path}/releases/{partial}", link)
        self.verify(partial, manifest)
        if live:
            self.shell.run(_CARRY, self.path, live.identity, partial, given=_carried(manifest, live))
        self.shell.run(_SETTLE, self.path, name)
        return sent

    def verify(self, name: str, manifest: Manifest, others: bool = False) -> None:
        """Refuse a release whose files are not those of its manifest; `others` allows assets carried over."""
        sums = "\n".join(f"{value}  {path}" for path, value in sorted(manifest.digests.items()))
        count = str(len(manifest.digests))
        try:
            self.shell.run(_VERIFY, self.path, name, count, "others" if others else "", given=sums + "\n")
        except RefusedError as refusal:
            if refusal.code != "target-failed":
                raise
            raise RefusedError("not-verified", reason=refusal) from None

    def switch(self, name: str, previous: str = "", reason: str = "") -> None:
        """Make a release the live one, in one step; without a name, none is."""
        if not name:
            self.shell.run(_NONE_LIVE, self.path)
            return
        if previous:
            self.shell.run(_REMEMBER, self.path, name, previous)
        self.shell.run(_SWITCH, self.path, name, reason)

    def prune(self, keep: int, days: int) -> list[str]:
        """Remove all but the last `keep` releases that were live, and those that became live in the last `days`."""
        listed = [f"{line} ".split(" ")[:3] for line in self.shell.run(_LIST, self.path).splitlines()]
        before = {name: previous for name, _, previous in listed}
        retained: list[str] = []
        name = self.live()
        while name in before and name not in retained and len(retained) < keep:
            retained.append(name)
            name = before[name]
        doomed = [name for name, age, _ in listed if name not in retained and int(age) >= days]
        if retained and doomed:
            self.shell.run(_REMOVE, self.path, given="\n".join(doomed) + "\n")
        return doomed if retained else []


def _name(text: str) -> str:
    """Return the name of a release, as a host gives it; raises RefusedError for what could lead out of its folder."""
    if text and not IDENTITY.fullmatch(text):
        raise RefusedError("not-a-release", name=text)
    return text


def _carried(manifest: Manifest, live: Manifest) -> str:
    """Assets of the live release that the next one does not have: pages already open may still ask for them."""
    names = [path for path in live.files if path not in manifest.files and fingerprinted(original_path(path))]
    return "\n".join(names) + "\n"
