"""Requests a second, as `wrk` counts them: rounds interleaved, medians told beside one of them."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Mapping

CONNECTIONS = 8
Rates = Mapping[str, list[float]]


def measured(
    pages: Mapping[str, str],
    *,
    seconds: int,
    rounds: int,
    cookies: Mapping[str, str] | None = None,
) -> Rates:
    """Of each address, by its name; a noisy moment hits all alike."""
    seen: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, address in pages.items():
            seen[name].append(_wrk(address, seconds, (cookies or {}).get(name, "")))
    return seen


def tell(seen: Rates, *, beside: str, what: str, of: str) -> None:
    """Print the medians, and what part of the one that all are beside."""
    whole = statistics.median(seen[beside])
    print(f"{what:<14} {'requests/s':>10} {of:>9}   rounds")
    for name, rates in seen.items():
        middle = statistics.median(rates)
        each = " ".join(f"{rate:.0f}" for rate in rates)
        print(f"{name:<14} {middle:>10.0f} {middle / whole:>8.0%}   {each}")


def _wrk(address: str, seconds: int, cookie: str) -> float:
    header = ["-H", f"Cookie: {cookie}"] if cookie else []
    asked = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *header, address]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{address} answered with an error:\n{said}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(rate.group(1)) if rate else 0.0
