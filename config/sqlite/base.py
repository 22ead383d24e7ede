"""SQLite has one writer at a time; here the others wait in a queue, and not by asking again.

Left to itself a writer who finds another one writing sleeps, looks again, and sleeps longer: up to
a tenth of a second while nobody writes, and whoever came last may be first. So whoever begins a
transaction takes a file lock before, which the kernel hands on in turn and takes back from whoever
dies. It decides nothing: ``BEGIN IMMEDIATE`` and its time limit stand behind it as ever, also for
what is written outside transactions (docs/decisions/0034).
"""

from __future__ import annotations

import fcntl
import os
import re
import threading
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

PLACE = re.compile(r"(?<!%)%s")
HELD = threading.local()
"""``queue``: that of the thread's transaction, so that a second connection of it never waits."""


class Queue:
    """One connection's place among the writers of a file."""

    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def enter(self) -> None:
        if getattr(HELD, "queue", None) is None:
            fcntl.flock(self.file, fcntl.LOCK_EX)
            HELD.queue = self

    def leave(self) -> None:
        if getattr(HELD, "queue", None) is self:
            HELD.queue = None
            fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        self.leave()
        os.close(self.file)


class DatabaseWrapper(base.DatabaseWrapper):
    """Begins, commits and rolls back as Django does, in turn."""

    queue: Queue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 (as Django's)
        connection = super().get_new_connection(conn_params)
        name = str(self.settings_dict["NAME"])
        if name != ":memory:" and not self.is_in_memory_db():
            self.queue = Queue(f"{name}-queue")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 (as above)
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        if self.queue:
            self.queue.enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            if self.queue:
                self.queue.close()
                self.queue = None

    def _leave(self) -> None:
        if self.queue:
            self.queue.leave()


class Cursor(base.SQLiteCursorWrapper):
    """Remembers how a statement's places are written for SQLite: most come again and again."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None:
            return _with_question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=2048)
def _with_question_marks(query: str) -> str:
    return PLACE.sub("?", query).replace("%%", "%")
