"""Lines that wait in files for the moments until they are in the database.

Each process appends to a file of its own, which it holds a lock on for as long as it lives. What
is appended outlives the process; whoever finds a file without its holder may take it over. A file
is taken whole and by one taker at a time, and its name is unique: the taker notes the name with
what it writes, and so nothing is written twice.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".spool"


class Taken(NamedTuple):
    """The whole lines of a file; a last one that was cut off by a crash is not among them."""

    name: str
    lines: list[str]


class Spool:
    """One process's place to append to, in a folder shared by many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._file: int | None = None
        self._holder = 0
        self._name = ""

    def append(self, line: str) -> None:
        """One line, in one write: it is whole, or it is not there. Raises OSError."""
        with self._lock:
            if self._file is None or self._holder != os.getpid():
                self._open()
            os.write(self._file or 0, f"{line}\n".encode())

    def let_go(self) -> str:
        """Close the file of this process, so that it can be taken; its name, or nothing."""
        with self._lock:
            if self._file is None or self._holder != os.getpid():
                return ""
            os.fsync(self._file)
            os.close(self._file)
            self._file = None
            return self._name

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._name = f"{time.time_ns():020d}-{os.getpid()}-{secrets.token_hex(8)}{ENDING}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        file = os.open(self.folder / self._name, flags, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        self._file, self._holder = file, os.getpid()


def waiting(folder: Path) -> list[Path]:
    """Files that may be taken, the oldest first; those still held are passed over later."""
    return sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []


@contextmanager
def taken(path: Path) -> Iterator[Taken | None]:
    """The content of a file that nobody else holds; None where somebody does, or it is gone.

    Once the block has ended without a failure the file is removed, for good.
    """
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield None
        return
    try:
        if not _is_ours(file, path):
            yield None
            return
        whole, _, _cut_off = _read(file).rpartition(b"\n")
        yield Taken(path.name, whole.decode().split("\n") if whole else [])
        _remove(path)
    finally:
        os.close(file)


def _is_ours(file: int, path: Path) -> bool:
    """Whether nobody held it, and it is still the file of that name."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(file).st_ino == path.stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _read(file: int) -> bytes:
    with os.fdopen(os.dup(file), "rb") as stream:
        return stream.read()


def _remove(path: Path) -> None:
    """Removed on the disk too: a name that was forgotten must not come back after a power cut."""
    path.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
