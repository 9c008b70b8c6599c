"""A day at the office in a minute: many people ask and read while the archive is rebuilt.

``python -m benchmarks.load`` makes the sample archive in a temporary folder, an account for
each person, and a server of its own; with ``--url`` and ``--tokens`` it works on a server
that runs already. Every person asks in a conversation, opens the cited excerpts, looks at
a page of the original where it is a PDF, and now and then at the list of reports; half-way
an administrator has everything rebuilt. Latencies are what the person waits for, in
milliseconds; anything but a success is an error.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx

from benchmarks.measuring import percentile

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "sample" / "gold" / "sample.jsonl"
API = "/api/v1"
_PATIENCE = 60.0  # seconds after which a person gives up
_THINKING = (1.0, 4.0)  # seconds between reading an answer and the next question


class Tally:
    """What everybody waited for, and what went wrong."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._lock = threading.Lock()
        self._times: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()

    def call(
        self, client: httpx.Client, what: str, method: str, path: str, **more: Any
    ) -> httpx.Response | None:
        """Send one request and note how long it took; None where it failed."""
        began = time.perf_counter()
        try:
            response = client.request(method, path, **more)
            failure = "" if response.is_success else f"{what}: HTTP {response.status_code}"
        except httpx.HTTPError as error:
            response, failure = None, f"{what}: {type(error).__name__}"
        waited = time.perf_counter() - began
        with self._lock:
            if failure:
                self.errors[failure] += 1
            else:
                self._times[what].append(waited * 1000)
        return None if failure else response

    def table(self) -> str:
        """Return median, 95th percentile and longest wait of each action, in milliseconds."""
        head = f"{'action':<16}{'count':>7}{'median':>9}{'p95':>9}{'max':>9}  ms"
        rows = [
            f"{what:<16}{len(times):>7}{percentile(times, 0.5):>9.0f}"
            f"{percentile(times, 0.95):>9.0f}{times[-1]:>9.0f}"
            for what, times in sorted((what, sorted(t)) for what, t in self._times.items())
        ]
        return "\n".join([head, *rows])


def person(url: str, token: str, tally: Tally, until: float, chance: random.Random) -> None:
    """Ask and read until the time `until` of the monotonic clock."""
    questions = [
        json.loads(line)["question"] for line in GOLD.read_text("utf-8").splitlines() if line
    ]
    headers = {"authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, headers=headers, timeout=_PATIENCE) as client:
        tally.call(client, "page", "GET", "/", headers={"accept": "text/html"})
        conversation: int | str = "new"
        while time.monotonic() < until:
            body = {"question": chance.choice(questions), "conversation": conversation}
            asked = tally.call(client, "ask", "POST", f"{API}/ask", json=body)
            if asked is not None:
                conversation = asked.json()["conversation"]
                for citation in asked.json()["answer"]["citations"][:2]:
                    _read(client, tally, citation)
            if chance.random() < 0.2:
                tally.call(client, "reports", "GET", "/kho", headers={"accept": "text/html"})
            time.sleep(chance.uniform(*_THINKING))


def _read(client: httpx.Client, tally: Tally, citation: dict[str, Any]) -> None:
    report = f"{API}/reports/{citation['report_id']}"
    mark = f"{citation['start']}-{citation['end']}"
    tally.call(client, "excerpt", "GET", f"{report}/place", params={"mark": mark})
    if citation["page"]:
        tally.call(client, "original page", "GET", f"{report}/pages/{citation['page']}.png")


def rebuild(url: str, token: str, tally: Tally, after: float) -> None:
    """Have the archive rebuilt after `after` seconds, and wait for its end."""
    time.sleep(after)
    headers = {"authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, headers=headers, timeout=_PATIENCE) as client:
        ordered = tally.call(client, "order rebuild", "POST", f"{API}/admin/rebuild")
        began = time.monotonic()
        while ordered is not None:
            path = f"{API}/admin/builds/{ordered.json()['number']}"
            state = tally.call(client, "watch rebuild", "GET", path)
            if state is not None and state.json()["phase"] in ("done", "failed"):
                took = time.monotonic() - began
                print(f"rebuild: {state.json()['phase']} after {took:.1f} s")
                if state.json()["phase"] == "failed":
                    tally.errors["rebuild: failed"] += 1
                return
            time.sleep(1.0)


@contextlib.contextmanager
def own_server(people: int) -> Iterator[tuple[str, list[str]]]:
    """Run a server on the sample; give its address, and tokens, an administrator's first."""
    from index import Archive
    from sample import report_folder
    from web.accounts import passwords
    from web.store import Role, Store

    with tempfile.TemporaryDirectory(prefix="hoibaocao-load-") as folder:
        data = Path(folder)
        with Archive.open(data, create=True) as archive:
            archive.build([report_folder()])
        tokens = []
        with Store(data) as store:
            password = passwords.hashed("nobody signs in with it")
            for number in range(people + 1):
                role = Role.STAFF if number else Role.ADMINISTRATOR
                account = store.accounts.add(f"nguoi{number}", role, password)
                tokens.append(store.tokens.add(account.id, "load")[0])
        server = subprocess.Popen(
            [sys.executable, "app.py", "--require-login", "--port", "0", "--data", folder],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            if found is None:
                raise SystemExit("the server did not start")
            yield found[0], tokens
        finally:
            server.terminate()
            server.wait(60)


def run(url: str, tokens: Sequence[str], seconds: float) -> Tally:
    """Let everybody work for `seconds`; the first token is the administrator's."""
    tally = Tally()
    until = time.monotonic() + seconds
    workers = [
        threading.Thread(target=person, args=(url, token, tally, until, random.Random(number)))
        for number, token in enumerate(tokens[1:])
    ]
    workers.append(threading.Thread(target=rebuild, args=(url, tokens[0], tally, seconds / 3)))
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the waits; return 0, or 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--url", help="a server that runs already")
    parser.add_argument(
        "--tokens", type=Path, help="its access tokens, one a line, an administrator's first"
    )
    options = parser.parse_args(arguments)
    if bool(options.url) != bool(options.tokens):
        parser.error("--url and --tokens go together")
    with contextlib.ExitStack() as stack:
        if options.url:
            url, tokens = options.url, options.tokens.read_text("utf-8").split()
        else:
            url, tokens = stack.enter_context(own_server(options.people))
        tally = run(url, tokens, options.seconds)
    print(f"{len(tokens) - 1} people, {options.seconds:g} s, {os.cpu_count()} cores")
    print(tally.table())
    print(f"errors: {sum(tally.errors.values())}")
    for error, count in tally.errors.most_common():
        print(f"  {count} × {error}")
    return 1 if tally.errors else 0


if __name__ == "__main__":
    sys.exit(main())
