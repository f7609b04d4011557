"""`python -m publishing ready | release | publish TARGET | rollback TARGET | links`; `make` has a target for each."""

import argparse
import os
import signal
import sys
from pathlib import Path

from publishing import links, publish, release, rollback
from publishing.messages import RefusedError


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 when all went well, 1 when it was refused or failed."""
    options = _parser().parse_args(arguments)
    # SystemExit, so that a publisher that is asked to stop goes back first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        _run(options)
    except RefusedError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _run(options: argparse.Namespace) -> None:
    root = options.root.resolve()
    archives = root / publish.ARCHIVES
    if options.command == "ready":
        release.ready(root, options.allow)
    elif options.command == "release":
        release.release(root, archives, options.allow)
    elif options.command == "links":
        if broken := links.report(root, root / "site"):
            print(*broken, sep="\n")
            raise RefusedError("links-broken", count=len(broken))
    elif options.command == "publish":
        archive = options.release or publish.latest(archives)
        publish.publish(root, options.target, archive, options.wait, options.reason, options.dry_run)
    else:
        rollback.rollback(root, options.target, options.wait, options.to, options.reason)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="publishing", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of the project")
    commands = parser.add_subparsers(dest="command", required=True)
    allowed = os.environ.get("ALLOW", "").split()
    for name in ("ready", "release"):
        command = commands.add_parser(name)
        command.add_argument("--allow", action="append", choices=["demonstration"], default=allowed)
    commands.add_parser("links")
    for name in ("publish", "rollback"):
        command = commands.add_parser(name)
        command.add_argument("target", help="a target of config/targets.yaml")
        command.add_argument("--wait", type=int, default=60, help="seconds to wait for another publisher")
        command.add_argument("--reason", type=_one_line, default="", help="why addresses may be dropped")
        if name == "publish":
            command.add_argument("--release", type=Path, help="archive to publish (else the one made last)")
            command.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        else:
            command.add_argument("--to", default="", help="release to go back to (else the previous one)")
    return parser


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
