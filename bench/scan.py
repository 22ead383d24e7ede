"""The scan page: requests a second beside an empty view, its weight, its first paint, a flood.

    python -m bench.scan [--seconds 6] [--rounds 3] [--flood 60] [--port 8896]

Needs `wrk`, a prepared demo (`make run` once) and, for the first paint, Playwright and Chromium.
Every look is a person's, without a cookie, at another code than the one before, and is recorded.
Rounds are interleaved; CPU is that of the server's processes. Looks are really written: run it on
a demo that may be thrown away.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from multiprocessing.synchronize import Event
from pathlib import Path

from bench import server

PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
SLOW_3G = {"latency": 400, "download": 400_000 / 8, "upload": 400_000 / 8}  # ms, bytes a second
SCRIPT = """
local paths, n = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
wrk.headers["User-Agent"] = "%s"
wrk.headers["Accept-Encoding"] = "gzip"
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=6)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--flood", type=int, default=60, help="seconds of it; 0: none")
    arguments.add_argument("--port", type=int, default=8896)
    asked = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    site = f"http://127.0.0.1:{asked.port}"
    os.environ |= {
        "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "SITE_URL": site,
    }  # fmt: skip
    paths = _paths()
    with server.running(asked.port) as pid:
        known = paths[: len(paths) * 3 // 4]  # the others wait for the flood
        _warm(site, known)
        _throughput(site, pid, known, asked.seconds, asked.rounds)
        _first_paint(site + paths[0])
        if asked.flood:
            _flood(site, paths, asked.flood)


def _paths() -> list[str]:
    import django  # noqa: PLC0415 (needs the settings of the environment)

    django.setup()
    from traceability.models import ItemCode  # noqa: PLC0415 (as above)

    serials = ItemCode.objects.order_by("?").values_list("serial", flat=True)[:5000]
    return [f"/truy-xuat/ma/{serial}/" for serial in serials]


def _warm(site: str, paths: list[str]) -> None:
    """Each page a few times, so that both workers keep it and every code was seen once."""
    began = time.perf_counter()
    _shared(4, _look, [(site, path) for path in paths * 2])
    spent = time.perf_counter() - began
    print(f"{len(paths)} first looks and as many second ones: {spent:.1f} s")


def _shared(size: int, work: Callable[..., object], items: Iterable[tuple[str, ...]]) -> None:
    """A few threads that share a list of work."""
    todo, lock = iter(items), threading.Lock()

    def go_on() -> None:
        while True:
            with lock:
                item = next(todo, None)
            if item is None:
                return
            work(*item)

    threads = [threading.Thread(target=go_on) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _look(site: str, path: str) -> float:
    """Milliseconds that a person waits for a page."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers={"User-Agent": PERSON, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status not in {200, 302}:
        sys.exit(f"{path}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def _throughput(site: str, pid: int, paths: list[str], seconds: int, rounds: int) -> None:
    seen: dict[str, list[tuple[float, float, float]]] = {"empty view": [], "scan page": []}
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "scan.lua")
        listed.write_text("\n".join(paths) + "\n")
        script.write_text(SCRIPT % (listed, PERSON))
        for _ in range(rounds):
            seen["empty view"].append(_wrk(f"{site}/trong/", pid, seconds))
            seen["scan page"].append(_wrk(site, pid, seconds, "-s", str(script)))
    empty = statistics.median(rate for rate, _p50, _cpu in seen["empty view"])
    print(f"{'page':<12} {'requests/s':>10} {'of empty':>9} {'p50 ms':>7} {'CPU ms':>7}   rounds")
    for name, rows in seen.items():
        rate, p50, cpu = (statistics.median(column) for column in zip(*rows, strict=True))
        each = " ".join(f"{row[0]:.0f}" for row in rows)
        print(f"{name:<12} {rate:>10.0f} {rate / empty:>8.0%} {p50:>8.1f} {cpu:>7.2f}   {each}")


def _wrk(address: str, pid: int, seconds: int, *more: str) -> tuple[float, float, float]:
    """Requests a second, the median wait, and milliseconds of CPU for each."""
    before = server.cpu(pid)
    asked = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", *more, address]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    spent = server.cpu(pid) - before
    if "Non-2xx" in said:
        sys.exit(f"{address} answered with an error:\n{said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    count = int(re.search(r"(\d+) requests in", said)[1])
    wait, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", said).groups()
    return rate, float(wait) * {"us": 0.001, "ms": 1, "s": 1000}[unit], spent / count * 1000


def _first_paint(address: str) -> None:
    """On a cold browser: what came over the wire, and when something was to be seen."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (may be missing)
    except ImportError:
        print("no first paint: Playwright is missing")
        return
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        rows = [_visit(browser, address) for _ in range(3)]
        browser.close()
    weights, paint = rows[0][0], statistics.median(row[1] for row in rows)
    pictures = sum(size for name, size in weights.items() if _is_picture(name))
    for name, size in sorted(weights.items(), key=lambda one: -one[1]):
        print(f"  {size / 1000:>6.1f} kB  {name.partition('/static/')[2] or name[-40:]}")
    whole = sum(weights.values())
    print(
        f"over the wire {whole / 1000:.1f} kB, without pictures {(whole - pictures) / 1000:.1f} kB"
    )
    print(f"first content on slow 3G (400 ms, 400 kbit/s): {paint:.0f} ms, three cold visits")


def _is_picture(name: str) -> bool:
    """Photos and label art; symbols and the logo are part of the page."""
    return "/media/" in name or "/hinh/" in name or name.endswith(".webp") or "/anh/" in name


def _visit(browser, address: str) -> tuple[dict[str, float], float]:  # noqa: ANN001
    page = browser.new_context(
        viewport={"width": 360, "height": 740}, user_agent=PERSON, locale="vi"
    ).new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False, "latency": SLOW_3G["latency"],
            "downloadThroughput": SLOW_3G["download"], "uploadThroughput": SLOW_3G["upload"],
        },
    )  # fmt: skip
    named: dict[str, str] = {}
    weights: dict[str, float] = {}
    wire.on(
        "Network.responseReceived", lambda e: named.update({e["requestId"]: e["response"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: weights.update({named.get(e["requestId"], "?"): e["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle", timeout=90_000)
    entries = "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)"
    paint = page.evaluate(entries)
    page.context.close()
    return {k: v for k, v in weights.items() if not k.startswith("data:")}, (paint or [0])[0]


def _flood(site: str, paths: list[str], seconds: int) -> None:
    """10,000 looks a minute beside people who fill a basket and check out."""
    from traceability.models import CodeHistory, Scan  # noqa: PLC0415 (as above)

    alone = _checkouts(site, seconds / 2)
    known = CodeHistory.objects.count()
    before = Scan.objects.count()
    others = multiprocessing.get_context("spawn")  # who scan do not share the buyer's interpreter
    told = others.Event()
    flood = others.Process(target=_pour, args=(site, paths * 9, told))
    flood.start()
    beside = _checkouts(site, seconds)
    told.set()
    flood.join()
    time.sleep(6)
    written = Scan.objects.count() - before
    seen = set(CodeHistory.objects.values_list("code__serial", flat=True))
    lost = [path for path in paths if path.split("/")[3] not in seen]
    print(f"flood: {written} looks written, {len(seen) - known} first ones, {len(lost)} lost")
    a, b = statistics.median(alone), statistics.median(beside)
    print(f"checkout p50 alone {a:.0f} ms ({len(alone)}), beside it {b:.0f} ms ({len(beside)})")
    print(f"which is {b / a:.2f} times as long")


def _pour(site: str, paths: list[str], told: Event) -> None:
    """167 looks a second, no faster and no slower, for as long as it is let."""
    began, done, lock = time.perf_counter(), 0, threading.Lock()

    def one(path: str) -> None:
        nonlocal done
        if told.is_set():
            return
        with lock:
            done += 1
            due = began + done / (10_000 / 60)
        time.sleep(max(0, due - time.perf_counter()))
        _look(site, path)

    _shared(8, one, [(path,) for path in paths])
    spent = time.perf_counter() - began
    print(f"flood: {done} looks in {spent:.0f} s, {done / spent * 60:.0f} a minute")


def _checkouts(site: str, seconds: float) -> list[float]:
    """How long a basket and its checkout take, one after the other, in milliseconds."""
    from bench.pages import LINE, TOKEN  # noqa: PLC0415 (after the environment is set)

    until, spent = time.perf_counter() + seconds, []
    product = _for_sale(site)
    while time.perf_counter() < until:
        began = time.perf_counter()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(f"{site}{product}").read().decode()
        wish = {"csrfmiddlewaretoken": TOKEN.search(page)[1], "quantity": "1"}
        sent = urllib.parse.urlencode(wish).encode()
        opener.open(f"{site}{LINE.search(page)[1]}", sent).read()
        opener.open(f"{site}/thanh-toan/").read()
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def _for_sale(site: str) -> str:
    from bench.pages import LINE, WITHOUT_QUERY  # noqa: PLC0415 (as above)

    listing = urllib.request.urlopen(f"{site}/tim-kiem/?ban=1").read().decode()
    for address in dict.fromkeys(WITHOUT_QUERY.findall(listing)):
        if LINE.search(urllib.request.urlopen(f"{site}{address}").read().decode()):
            return address
    sys.exit("Nothing is for sale: prepare the demo first.")


if __name__ == "__main__":
    main()
