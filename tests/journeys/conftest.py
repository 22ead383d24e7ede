"""A whole market of its own for the journeys: server, worker, database and a real browser."""

from __future__ import annotations

import http
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 240  # seconds: the demo is seeded from nothing
WITHOUT_NETWORK = (
    "An unknown error occurred when fetching the script",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)
"""What a browser says, at a time of its own choosing, of a network that a journey took away."""
PHONE = {"width": 360, "height": 780}


@pytest.fixture(scope="session")
def market(tmp_path_factory):
    """The address of a demo market that `make run` would serve, on a free port."""
    port = _free_port()
    var = tmp_path_factory.mktemp("market")
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    environment |= {"PORT": str(port), "VAR_DIR": str(var), "CHOGOC_MODE": "demo"}
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools.serve", "--without-pictures"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(port, server, var / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


_OURS = {"VAR_DIR", "SITE_URL", "DATABASE_URL", "SQLITE_SYNCHRONOUS", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def visit(chromium, market):
    """Opens a phone with an empty memory; its pages must log no error."""
    opened = []

    def phone(**options):
        context = chromium.new_context(base_url=market, viewport=PHONE, locale="vi-VN", **options)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: _note(page, said))
        page.on("response", lambda answer: _note_refusal(page, answer))
        opened.append((context, page))
        return page

    yield phone
    complaints = [words for _context, page in opened for words in page.complaints]
    for context, _page in opened:
        context.close()
    assert complaints == []


def _note(page, said):
    """A network that is away is no fault of the page."""
    if said.type == "error" and not said.text.startswith(WITHOUT_NETWORK):
        page.complaints.append(f"{said.text} {said.location}")


def _note_refusal(page, answer):
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        page.complaints.append(f"{answer.status} {answer.url}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port, server, log):
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.5)
    pytest.fail(f"The market did not open:\n{log.read_text()[-4000:]}")
