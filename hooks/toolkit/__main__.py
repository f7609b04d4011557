"""`python -m toolkit check`: validation only. `python -m toolkit schema`: the JSON Schemas editors' programs read."""

import argparse
import os
import sys
import time
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.checks.consents import expired_consents
from toolkit.kinds import KINDS
from toolkit.problems import printing
from toolkit.project import load
from toolkit.sources import schemas


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 when all is well, 1 when there are problems."""
    parser = argparse.ArgumentParser(prog="toolkit", description=__doc__)
    parser.add_argument("command", choices=["check", "schema"])
    parser.add_argument("--language", choices=LANGUAGES, help="language of the messages (else LANG, else both)")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of the project")
    options = parser.parse_args(arguments)
    if options.command == "schema":
        schemas.write(options.root)
        return 0
    return check(options.root, printing.languages_wanted(options.language))


def check(root: Path, languages: tuple[str, ...]) -> int:
    """Print every problem of a project, or what was checked."""
    start = time.monotonic()
    project, problems = load(root.resolve())
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in printing.annotations(problems, languages):
            print(line)
    for line in printing.lines(problems, languages):
        print(line, file=sys.stderr)
    if project is None:
        return 1
    for line in printing.warnings(expired_consents(project.catalog, project.today), languages):
        print(line, file=sys.stderr)
    records = sum(len(project.catalog.records(kind)) for kind in KINDS)
    print(f"{len(project.pages)} pages, {records} records: no problem ({time.monotonic() - start:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
