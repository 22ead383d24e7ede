"""Keeps child processes alive until told to stop, and leaves none behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

TICK = 0.1
PATIENCE = 10  # seconds a child may take to stop
STEADY = 10  # seconds after which a stop is a crash, no longer a fall at the start
MOST_FALLS = 3
INTERRUPTED = 130


class Fell(Exception):
    """A child stopped at its start again and again: starting it once more helps nobody."""


@dataclass
class Child:
    """A process that is kept. It writes into ``output``; without one, where its keeper writes."""

    name: str
    command: list[str]
    falls: int = 0
    output: IO[bytes] | None = field(default=None, repr=False)
    started: float = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """In a group of its own, so that Ctrl-C reaches it once, from its keeper."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*_leash(), *self.command],
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
        )

    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def revive(self) -> None:
        """Start again what crashed; raises :class:`Fell` at the third fall in a row."""
        code = self.exit_code()
        if code is None:
            return
        self.falls = self.falls + 1 if time.monotonic() - self.started < STEADY else 1
        if self.falls == MOST_FALLS:
            raise Fell(f"{self.name} stopped {self.falls} times in a row (exit code {code}).")
        print(f"{self.name} stopped (exit code {code}); starting it again.", flush=True)
        self.start()

    def tell(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            if self.process:
                os.killpg(self.process.pid, number)


class Keeper:
    """Hears SIGINT, SIGTERM and SIGHUP, and stops every child before it returns."""

    def __init__(self) -> None:
        self._make = _make_above()
        self._told_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    @property
    def is_wanted(self) -> bool:
        return not (self._told_to_stop or (self._make and _has_stopped(self._make)))

    def run(self, command: list[str]) -> int:
        """Run one command to its end, or until told to stop; its exit code, or 130."""
        return self.finish(self.begin(command))

    def begin(self, command: list[str], *, output: IO[bytes] | None = None) -> Child:
        """Start a command beside others; :meth:`finish` or :meth:`drop` it."""
        child = Child("", command, output=output)
        child.start()
        return child

    def drop(self, child: Child) -> None:
        """Stop a command whose end nobody waits for any more."""
        _stop([child])

    def finish(self, child: Child) -> int:
        """Wait for a command's end, or until told to stop; its exit code, or 130."""
        while child.exit_code() is None and self.is_wanted:
            time.sleep(TICK)
        _stop([child])
        return child.exit_code() or 0 if self.is_wanted else INTERRUPTED

    def keep(self, children: list[Child], *, each_tick: Callable[[], None]) -> None:
        """Keep every child running until told to stop. Raises :class:`Fell`."""
        try:
            for child in children:
                child.start()
            while self.is_wanted:
                for child in children:
                    child.revive()
                each_tick()
                time.sleep(TICK)
        finally:
            _stop(children)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True


def _stop(children: list[Child]) -> None:
    for child in children:
        child.tell(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(child.exit_code() is None for child in children if child.process):
        if time.monotonic() > deadline:
            break
        time.sleep(TICK)
    for child in children:
        child.tell(signal.SIGKILL)
        if child.process:
            child.process.wait()


def _leash() -> list[str]:
    """Words before a command that end it when its keeper is killed outright (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _make_above() -> int | None:
    """The process id of the ``make`` that started this, if one did."""
    parent = os.getppid()
    return parent if _status(parent).get("Name") == "make" else None


def _has_stopped(make: int) -> bool:
    """Whether ``make`` is gone, or was interrupted.

    A SIGINT sent to ``make`` alone never reaches its child: ``make`` only puts the signal's
    default back and waits. That is seen in ``/proc``: neither caught (SigCgt) nor ignored (SigIgn).
    """
    status = _status(make)
    if os.getppid() != make:
        return True
    kept = int(status["SigCgt"], 16) | int(status["SigIgn"], 16)
    return not kept & 1 << (signal.SIGINT - 1)


def _status(process: int) -> dict[str, str]:
    """What Linux tells of a process; nothing elsewhere."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)
