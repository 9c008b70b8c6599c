"""What axe-core finds on every page: ``python -m benchmarks.browser.accessibility``.

Visits each state of each page in Chromium, at both sizes, in both looks and both languages,
runs axe-core there, and writes what it found to ``docs/accessibility.md``. Records every
request of the whole session on the way and writes them to ``docs/network.md``. axe-core
(https://github.com/dequelabs/axe-core) checks rules of WCAG that a program can check.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from benchmarks.browser.office import ROOT, fill, office
from benchmarks.browser.states import (
    LANGUAGES,
    LOOKS,
    SIZES,
    State,
    chromium,
    reader,
    states,
    visiting,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
DOCS = ROOT / "docs"
_IMPACTS = ("critical", "serious", "moderate", "minor")
_RUN = "axe.run(document, { resultTypes: ['violations', 'incomplete'] })"


@dataclass(slots=True)
class Found:
    """What the whole session came upon.

    ``violations`` counts visits by state and then by (rule, impact), ``undecided`` those on
    which a rule could not tell, ``requests`` counts by (method, path).
    """

    violations: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    undecided: Counter[str] = field(default_factory=Counter)
    requests: Counter[tuple[str, str]] = field(default_factory=Counter)
    elsewhere: set[str] = field(default_factory=set)
    visits: int = 0
    version: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Visit everything; return 0, 1 where something serious was found, 2 without the tools."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.browser.accessibility", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--axe", type=Path, default=AXE, help="axe.min.js (made by `make axe`)")
    parser.add_argument("--only", nargs="+", default=(), help="only these states; no report")
    options = parser.parse_args(arguments)
    if not options.axe.is_file():
        print(f"no axe-core at {options.axe}: `make axe` fetches it", file=sys.stderr)
        return 2
    script = options.axe.read_text("utf-8")
    chosen = [state for state in states() if not options.only or state.name in options.only]
    found = Found()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder,
            chromium() as browser,
            office(Path(folder)) as url,
        ):
            browser.on(
                "context",
                lambda context: context.on("request", lambda request: _note(found, url, request)),
            )
            kept = fill(browser, url)
            for size, language in product(SIZES, LANGUAGES):
                for cookies in (kept, None):
                    with reader(browser, url, size, LOOKS[0], language, cookies) as context:
                        for state in chosen:
                            if state.signed_in == (cookies is not None):
                                with visiting(context, url, state) as page:
                                    for look in LOOKS:
                                        page.emulate_media(color_scheme=look)
                                        _check(found, state, page, script)
                print(f"{size}, {language}: {found.visits} visits so far", flush=True)
            for state in chosen:
                _tell(found, state)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    if not options.only:
        (DOCS / "accessibility.md").write_text(_report(found, chosen), "utf-8")
        (DOCS / "network.md").write_text(_network(found), "utf-8")
    serious = any(
        impact in ("critical", "serious")
        for counted in found.violations.values()
        for _, impact in counted
    )
    return 1 if serious or found.elsewhere else 0


def _check(found: Found, state: State, page: Page, script: str) -> None:
    page.evaluate(script)
    result: dict[str, Any] = page.evaluate(_RUN)
    found.visits += 1
    found.version = result["testEngine"]["version"]
    counted = found.violations.setdefault(state.name, Counter())
    for item in result["violations"]:
        key = item["id"], item["impact"] or "minor"
        counted[key] += 1
        found.examples.setdefault(key, item["nodes"][0]["html"][:160])
    found.undecided.update(item["id"] for item in result["incomplete"])


def _note(found: Found, url: str, request: Request) -> None:
    parts = urlsplit(request.url)
    if parts.scheme in ("data", "blob"):
        return
    if f"{parts.scheme}://{parts.netloc}" != url:
        found.elsewhere.add(request.url)
        return
    # Numbers, hashes and random ids would make each line a different one.
    path = re.sub(r"(?<=[/.-])[0-9a-zA-Z_-]{8,}(?=\.(js|css)$)", "…", parts.path)
    path = re.sub(r"(?<=/)(\d+|[0-9a-f]{16,})(?=/|\.|$)", "N", path)
    if path.startswith(("/assets/", "/static/")):
        path = f"/{path.split('/')[1]}/… (.{path.rpartition('.')[2]})"
    found.requests[request.method, path] += 1


def _tell(found: Found, state: State) -> None:
    counted = found.violations.get(state.name, Counter())
    said = ", ".join(f"{rule} ({impact}) ×{times}" for (rule, impact), times in counted.items())
    print(f"{state.name:<16} {said or 'nothing'}", flush=True)
    for key in counted:
        print(f"    {key[0]}: {found.examples[key]}", flush=True)


def _report(found: Found, chosen: Sequence[State]) -> str:
    """Return ``docs/accessibility.md``."""
    each = len(SIZES) * len(LOOKS) * len(LANGUAGES)
    lines = [
        "# Accessibility: what axe-core finds",
        "",
        f"Written by `make accessibility` with axe-core {found.version} in Chromium: "
        f"{len(chosen)} states of the pages, each at 1366×768 and 390×844, light and dark, in "
        f"Vietnamese and English ({each} visits each, {found.visits} in all), on the sample "
        "archive, signed in as an administrator. All rules of axe-core are on, those of best "
        "practice included. A number is the visits on which something was found.",
        "",
        f"| page and state | {' | '.join(_IMPACTS)} |",
        f"|---|{'---|' * len(_IMPACTS)}",
    ]
    for state in chosen:
        counted = found.violations.get(state.name, Counter())
        cells = (
            sum(times for (_, impact), times in counted.items() if impact == one)
            for one in _IMPACTS
        )
        lines.append(f"| {state.title} (`{state.path}`) | {' | '.join(map(str, cells))} |")
    lines += ["", "## What was found", ""]
    rules: Counter[tuple[str, str]] = Counter()
    for counted in found.violations.values():
        rules.update(counted)
    if rules:
        lines += ["| rule | impact | visits | for example |", "|---|---|---|---|"]
        for (rule, impact), times in rules.most_common():
            example = found.examples[rule, impact].replace("|", "\\|").replace("`", "'")
            lines.append(f"| `{rule}` | {impact} | {times} | `{example}` |")
    else:
        lines.append("Nothing.")
    lines += ["", "## What axe-core leaves to a person", ""]
    if found.undecided:
        said = ", ".join(f"`{rule}` ({times})" for rule, times in found.undecided.most_common())
        lines.append(f"Rules that it could not decide, with the visits on which: {said}.")
    lines += [
        "",
        "It finds what a program can find: no screen reader was tried, and whether a text "
        "alternative is a good one, or an order sensible, it cannot tell.",
        "",
    ]
    return "\n".join(lines)


def _network(found: Found) -> str:
    """Return ``docs/network.md``."""
    total = sum(found.requests.values())
    lines = [
        "# Requests of a whole browser session",
        "",
        f"Written by `make accessibility`: every request that Chromium sent while all pages "
        f"were visited in all states ({total:,} requests on {found.visits} visits, and those of "
        "signing in, asking, rating and uploading before). Numbers and file names made of "
        "hashes are shortened; query strings are left out.",
        "",
        f"To other hosts: **{len(found.elsewhere)}**"
        + (f" ({', '.join(sorted(found.elsewhere))})" if found.elsewhere else "")
        + ". All of these went to the server itself:",
        "",
        "| method | path | times |",
        "|---|---|---|",
    ]
    lines += [
        f"| {method} | `{path}` | {times:,} |"
        for (method, path), times in sorted(found.requests.items(), key=lambda item: item[0][::-1])
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
