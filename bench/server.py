"""The server that ``make run`` uses, for as long as a bench needs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

READY_WITHIN = 30  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def running(port: int, *, settings: str = "bench.settings") -> Iterator[int]:
    """Serve on the loopback; gives the process id, and ends the server and its workers."""
    site = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2"),
        *("--blocking-threads", "4", "--log-level", "warning"),
    ]
    told = {"CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": settings, "SITE_URL": site}
    server = subprocess.Popen(command, env=os.environ | told, start_new_session=True)
    try:
        _wait(f"{site}/healthz")
        yield server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(address: str) -> None:
    """Until something answers; a server without that page answers 404."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not come up.")


def cpu(pid: int) -> float:
    """Seconds of CPU that the server and its workers have spent."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_cpu_of(one) for one in [str(pid), *children])


def _cpu_of(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
