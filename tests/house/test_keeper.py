"""The keeper of processes: revives what crashed, stops whole, leaves nothing behind."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tools.keeper import Child, Fell, Keeper

ROOT = Path(__file__).resolve().parents[2]
KEEP = """
import sys
from tools.keeper import Child, Keeper
children = [Child(name, ["sleep", sys.argv[1]]) for name in ("web", "worker")]
Keeper().keep(children, each_tick=lambda: print("tick", flush=True))
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")


@pytest.fixture
def nap():
    """A length of sleep nobody else sleeps, to find its sleepers by."""
    return f"{60 + uuid4().int % 10**6 / 10**7:.7f}"


@pytest.fixture
def start():
    started = []
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` ignores it

    def run(*command):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        while process.stdout.readline() != b"tick\n":
            assert process.poll() is None, process.stderr.read()
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()
    signal.signal(signal.SIGINT, heard)


def assert_sleeping(number, nap):
    """So many processes sleep for so long, once a full machine came to start or stop them."""
    deadline = time.monotonic() + 10
    while sleepers(nap) != number and time.monotonic() < deadline:
        time.sleep(0.05)
    assert sleepers(nap) == number


def sleepers(nap):
    words = ["sleep", nap]
    return sum(command_of(entry) == words for entry in Path("/proc").glob("[0-9]*"))


def command_of(entry):
    try:
        return (entry / "cmdline").read_text().strip("\0").split("\0")
    except OSError:
        return []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_child(start, nap, number):
    keeper = start(sys.executable, "-c", KEEP, nap)
    assert_sleeping(2, nap)

    keeper.send_signal(number)

    assert keeper.wait(timeout=5) == 0
    assert_sleeping(0, nap)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs util-linux")
def test_a_killed_keeper_takes_its_children_along(start, nap):
    keeper = start(sys.executable, "-c", KEEP, nap)
    assert_sleeping(2, nap)

    keeper.kill()
    keeper.wait()

    assert_sleeping(0, nap)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_stops_make_alone_stops_the_children_of_its_keeper(start, nap, number, tmp_path):
    (tmp_path / "keep.py").write_text(KEEP)
    (tmp_path / "Makefile").write_text(
        f"market:\n\t@PYTHONPATH={ROOT} exec {sys.executable} {tmp_path}/keep.py {nap}\n"
    )
    make = start("make", "-f", str(tmp_path / "Makefile"))
    assert_sleeping(2, nap)

    make.send_signal(number)

    make.wait(timeout=5)
    assert_sleeping(0, nap)


def test_a_crashed_child_is_started_again(capfd):
    child = Child("web", ["sh", "-c", "exit 7"])
    child.start()
    child.process.wait()

    child.revive()
    child.process.wait()

    assert child.falls == 1
    assert capfd.readouterr().out == "web stopped (exit code 7); starting it again.\n"


def test_a_child_that_cannot_start_ends_it_all(nap, capfd):
    steady, falling = Child("web", ["sleep", nap]), Child("worker", ["sh", "-c", "exit 3"])

    with pytest.raises(Fell, match=r"^worker stopped 3 times in a row \(exit code 3\)\.$"):
        quiet_keeper().keep([steady, falling], each_tick=lambda: None)

    assert_sleeping(0, nap)


def test_a_command_gives_its_exit_code():
    assert [quiet_keeper().run(["sh", "-c", f"exit {code}"]) for code in (0, 4)] == [0, 4]


def test_a_child_writes_where_it_is_told(capfd, tmp_path):
    keeper = quiet_keeper()
    with (tmp_path / "words").open("w+b") as words:
        child = keeper.begin(["sh", "-c", "echo một; echo hai >&2"], output=words)

        assert keeper.finish(child) == 0
        words.seek(0)
        assert words.read().decode() == "một\nhai\n"
    assert capfd.readouterr() == ("", "")


def quiet_keeper():
    """A keeper that gives the test runner its signals back."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    keeper = Keeper()
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)
    return keeper
