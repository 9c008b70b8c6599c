"""Pictures of every page for the documentation: ``python -m benchmarks.browser.screenshots``.

Builds the sample archive in a temporary folder, serves it, visits each page in Chromium at
both sizes, light and dark, and writes PNG files. Prints how soon each page was painted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.browser.office import ROOT, fill, office
from benchmarks.browser.states import LOOKS, SIZES, State, chromium, reader, states, visiting

FOLDER = ROOT / "docs" / "screenshots"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; return 0, or 2 without Chromium."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.browser.screenshots", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the PNG files")
    parser.add_argument("--only", nargs="+", default=(), help="take only the pictures so named")
    parser.add_argument("--all", action="store_true", help="also states that no document shows")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder,
            chromium() as browser,
            office(Path(folder)) as url,
        ):
            kept = fill(browser, url)
            for state, language in _chosen(options.only, options.all):
                for size in SIZES:
                    for look in LOOKS:
                        target = options.out / f"{state.name}-{size}-{look}.png"
                        cookies = kept if state.signed_in else None
                        with (
                            reader(browser, url, size, look, language, cookies) as context,
                            visiting(context, url, state) as page,
                        ):
                            painted = page.evaluate(_PAINTED)
                            page.screenshot(path=target)
                        _shrink(target)
                        kilobytes = target.stat().st_size / 1000
                        print(
                            f"{target.name:<36} {kilobytes:5.0f} kB  first paint {painted:5.0f} ms",
                            flush=True,
                        )
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def _chosen(only: Sequence[str], everything: bool) -> Iterator[tuple[State, str]]:
    for state in states():
        if (not only or state.name in only) and (state.pictured or everything or only):
            yield state, "vi"
    if not only or "english" in only:
        (answer,) = [state for state in states() if state.name == "hoi-dap"]
        yield replace(answer, name="english"), "en"


def _shrink(path: Path) -> None:
    """Keep 256 colours: pictures of text lose nothing that an eye could see."""
    from PIL import Image

    with Image.open(path) as picture:
        reduced = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
