"""How a look is counted while its page is made: the first at once, later ones by the way.

Later looks are appended to this process's spool; a thread writes what has gathered every few
seconds. What a process leaves behind is taken over by the next, or by the market's clock.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error, close_old_connections, connections

from traceability.actions import scans
from traceability.sightings import Look
from traceability.spool import Spool, waiting
from traceability.views import looks

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from traceability.queries.standing import Standing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counted:
    """``times`` an item was looked at, this time included if it ``is_new``."""

    times: int
    is_first: bool = False
    is_new: bool = False


@dataclass(slots=True, eq=False)
class Asked:
    """A look that may be a first one; ``is_first`` once that is known."""

    look: Look
    is_first: bool | None = None


class Firsts:
    """First looks of this process, those that come at once in one transaction.

    Each waits for its own to be on the disk, and a disk takes ten together as quickly as one.
    """

    def __init__(self) -> None:
        self._waiting: list[Asked] = []
        self._queue = threading.Lock()
        self._turn = threading.Lock()

    def record(self, look: Look) -> bool:
        """Whether it was the first, and is now on the disk."""
        asked = Asked(look)
        with self._queue:
            self._waiting.append(asked)
        with self._turn:
            if asked.is_first is None:  # nobody before wrote it along with theirs
                with self._queue:
                    some, self._waiting = self._waiting, []
                if asked not in some:  # whoever took it along has failed
                    some = [asked]
                self._write(some)
        return bool(asked.is_first)

    def _write(self, some: list[Asked]) -> None:
        answers = scans.record_firsts(looks=[one.look for one in some])
        for one, is_first in zip(some, answers, strict=True):
            one.is_first = is_first


class Gathering:
    """The looks of this process that are not in the tables yet."""

    def __init__(self) -> None:
        self.spool = Spool(settings.SCANS_DIR)
        self.by_code: Counter[int | None] = Counter()
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._process = 0

    def add(self, look: Look) -> None:
        """Into the spool; straight into the tables where the disk takes nothing."""
        try:
            self.spool.append(look.written())
        except OSError as failure:
            log.warning("no spool for scans: %s", failure.strerror)
            scans.write_looks(looks=[look])
            return
        with self._lock:
            self.by_code[look.code] += look.is_look
        self._wake()

    def write(self) -> int:
        """Into the tables with everything that waits here; how many looks that were."""
        with self._lock:
            leaving, self.by_code = self.by_code, Counter()
            self.spool.let_go()
        try:
            return scans.drain(paths=waiting(self.spool.folder))
        except BaseException:
            with self._lock:
                self.by_code += leaving
            raise

    def _wake(self) -> None:
        """The thread of this process; one that was forked has none yet."""
        self._something.set()
        if self._process != os.getpid() and settings.SCANS_WRITTEN_EVERY:
            self._process = os.getpid()
            threading.Thread(target=self._go_on_writing, name="scans", daemon=True).start()

    def _go_on_writing(self) -> None:
        while True:
            self._something.wait()
            time.sleep(settings.SCANS_WRITTEN_EVERY)
            self._something.clear()
            close_old_connections()
            try:
                self.write()
            except (Error, OSError) as failure:
                log.warning("scans wait in %s: %s", settings.SCANS_DIR, type(failure).__name__)
                self._something.set()
                connections.close_all()


FIRSTS, GATHERING = Firsts(), Gathering()


def count(request: HttpRequest, found: Standing, *, at: datetime, on: date) -> Counted:
    """Count this look at a code, if it is a person's and a new one."""
    if not looks.is_new_look(request):
        times = found.times + GATHERING.by_code[found.item]
        return Counted(times, is_first=times == 1 and looks.mark(request) is not None)
    look = _look(request, found, at, on)
    if look.code and found.first_at is None and FIRSTS.record(look):
        return Counted(1, is_first=True, is_new=True)
    GATHERING.add(look)
    return Counted(max(2, found.times + GATHERING.by_code[found.item]), is_new=True)


def place(found: Standing, *, province: str, at: datetime) -> None:
    """Note where the person is who has just looked; the look itself was counted before."""
    GATHERING.add(Look(lot=found.lot, code=found.item, at=at, province=province, is_look=False))


def _look(request: HttpRequest, found: Standing, at: datetime, on: date) -> Look:
    return Look(
        lot=found.lot,
        code=found.item,
        at=at,
        province=looks.province_of(request),
        state=found.state,
        is_late=found.has_expired(on=on),
    )
