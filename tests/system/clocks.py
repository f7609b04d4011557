"""Programs whose clock is wrong, by libfaketime."""

from collections.abc import Callable
from pathlib import Path


def wrong(shift: str) -> dict[str, str]:
    """Variables of a program whose clock is shifted (`+9h`). Time still passes as it should."""
    return {"FAKETIME": shift, **_PRELOADED}


def moving(folder: Path) -> tuple[dict[str, str], Callable[[str], object]]:
    """Variables of a program whose clock follows a file, and what shifts it."""
    file = folder / "clock"
    file.write_text("+0")
    return {"FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1", **_PRELOADED}, file.write_text


_LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), Path("libfaketime-is-missing"))
_PRELOADED = {"LD_PRELOAD": str(_LIBRARY), "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
