"""Serves the demo market on this machine: prepares it when needed, then keeps it up.

``PORT`` says where (8000), ``SITE_URL`` how its addresses begin. Stops whole on
Ctrl-C, SIGTERM or SIGHUP.
"""

from __future__ import annotations

import argparse
import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import IO

from tools import freshness
from tools.keeper import Child, Fell, Keeper

HOST = "127.0.0.1"
MOST_PORT = 65535
MANAGE = [sys.executable, "manage.py"]
# Nicer than the web server: work in the background gives way to people who wait for a page.
WORKER = ["nice", *MANAGE, "db_worker", "--no-startup-delay", "--no-reload"]
CLOCK = ["nice", *MANAGE, "tick", "--every", "30"]  # seconds


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reset", action="store_true", help="seed the demo again, then end")
    arguments.add_argument(
        "--without-pictures", action="store_true", help="label art is drawn when it is asked for"
    )
    asked = arguments.parse_args()
    prepared = [*MANAGE, "prepare_demo", *["--without-pictures"] * asked.without_pictures]
    os.environ["CHOGOC_MODE"] = "demo"
    os.chdir(freshness.ROOT)
    freshness.VAR.mkdir(parents=True, exist_ok=True)
    with (freshness.VAR / ".in-use").open("w") as lock:
        if asked.reset:
            return reset_demo(lock, prepared)
        return serve(port_from_environment(), lock, prepared)


def serve(port: int, lock: IO[str], prepared: list[str]) -> int:
    refuse_a_busy_port(port)
    fcntl.flock(lock, fcntl.LOCK_SH)
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    keeper = Keeper()
    if code := prepare(keeper, prepared):
        return code
    refuse_a_busy_port(port)
    children = [Child("The web server", granian(port))]
    try:
        keeper.keep(children, each_tick=go_on_when_ready(keeper, children, port))
    except Fell as failure:
        print(f"{failure} Stopping.", file=sys.stderr)
        return 1
    print("Stopped.")
    return 0


def reset_demo(lock: IO[str], prepared: list[str]) -> int:
    if "DATABASE_URL" in os.environ:
        sys.exit("DATABASE_URL is set: demo-reset only throws away the demo's own SQLite file.")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("The demo market is running: stop it first (Ctrl-C where `make run` is).")
    freshness.forget()
    return prepare(Keeper(), prepared)


def prepare(keeper: Keeper, command: list[str]) -> int:
    """Make everything the market shows, unless it is there: 0, or the failure's exit code."""
    if freshness.is_prepared():
        return 0
    print("Preparing the demo market ...", flush=True)
    code = keeper.run(command)
    if code == 0:
        freshness.mark_prepared()
    return code


def granian(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", HOST, "--port", str(port), "--workers", "2", "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
    ]


def go_on_when_ready(keeper: Keeper, children: list[Child], port: int) -> Callable[[], None]:
    """A tick that, once ``/healthz`` answers 200, says what to open and starts the rest.

    Worker and clock load as much as the server does; beside it they would make people wait.
    """
    begun, welcomed = time.monotonic(), False

    def tick() -> None:
        nonlocal welcomed
        if not welcomed and is_ready(port):
            welcomed = True
            spent = time.monotonic() - begun
            print(
                f"Ready in {spent:.1f} s: {os.environ['SITE_URL']} (Ctrl-C stops it).", flush=True
            )
            keeper.run([*MANAGE, "demo_welcome"])
            for background in (Child("The background worker", WORKER), Child("The clock", CLOCK)):
                background.start()
                children.append(background)

    return tick


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def port_from_environment() -> int:
    value = os.environ.get("PORT", "8000")
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= MOST_PORT):
        sys.exit(f"PORT must be a number from 1 to {MOST_PORT}, not {value!r}.")
    return int(value)


def refuse_a_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as failure:
            sys.exit(f"Port {port}: {failure.strerror}. Try another: make run PORT={port + 1}")


if __name__ == "__main__":
    sys.exit(main())
