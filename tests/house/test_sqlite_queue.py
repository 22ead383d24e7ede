"""Writers of one SQLite file go one after the other, in the order in which they came."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from config.sqlite.base import DatabaseWrapper

PATIENCE = 10


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Makes connections to a file of their own; ``timeout``: seconds SQLite itself waits."""
    made = []

    def make(*, timeout=PATIENCE, name=tmp_path / "queue.sqlite3"):
        told = {
            **connections["default"].settings_dict,
            "NAME": name,
            "ATOMIC_REQUESTS": False,
            "AUTOCOMMIT": True,
            "TIME_ZONE": None,
            "CONN_HEALTH_CHECKS": False,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout},
        }
        connection = DatabaseWrapper(told, alias=f"queue-{len(made)}")
        connection.inc_thread_sharing()
        made.append(connection)
        connection.ensure_connection()
        return connection

    with django_db_blocker.unblock():
        first = make()
        run(first, "PRAGMA journal_mode=WAL")
        run(first, "CREATE TABLE told (word TEXT)")
        yield make
        for connection in made:
            connection.close()


@pytest.mark.parametrize("name", [":memory:", Path(":memory:"), "file:m?mode=memory"])
def test_what_is_in_memory_alone_leaves_no_file(name, connect, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())

    tell_nobody = connect(name=name)
    run(tell_nobody, "CREATE TABLE told (word TEXT)")
    tell(tell_nobody, "không ai nghe")

    assert sorted(tmp_path.iterdir()) == before


def run(connection, statement, told=()):
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, told))


@contextmanager
def writing(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def tell(connection, word):
    with writing(connection):
        run(connection, "INSERT INTO told VALUES (%s)", [word])


def waits(thread):
    """It has had time to begin, and has not ended."""
    thread.join(0.05)
    return thread.is_alive()


def test_who_came_first_writes_first(connect):
    holder, words = connect(), [f"thứ {n}" for n in range(6)]
    queue = [
        threading.Thread(target=tell, args=(connect(timeout=0), word), daemon=True)
        for word in words
    ]

    with writing(holder):
        for thread in queue:
            thread.start()
            assert waits(thread)
    for thread in queue:
        thread.join(PATIENCE)

    assert run(holder, "SELECT word FROM told ORDER BY rowid") == [(word,) for word in words]


def test_what_fails_lets_the_next_one_in(connect):
    connection, other = connect(), connect(timeout=0)
    with pytest.raises(OperationalError), writing(connection):
        run(connection, "INSERT INTO nowhere VALUES (1)")

    tell(other, "vẫn ghi được")

    assert run(other, "SELECT word FROM told") == [("vẫn ghi được",)]


def test_a_connection_closed_inside_its_transaction_lets_the_next_one_in(connect):
    connection, other = connect(), connect(timeout=0)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    connection.close()
    tell(other, "vẫn ghi được")

    assert run(other, "SELECT word FROM told") == [("vẫn ghi được",)]


def test_whoever_is_killed_lets_the_next_one_in(connect):
    child = os.fork()
    if child == 0:
        try:
            begun = connect()
            begun.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            time.sleep(PATIENCE)
        finally:
            os._exit(1)
    try:
        heir = threading.Thread(target=tell, args=(connect(), "người sau"), daemon=True)
        time.sleep(0.2)
        heir.start()
        assert waits(heir)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    heir.join(PATIENCE)

    assert run(connect(), "SELECT word FROM told") == [("người sau",)]


def test_a_second_connection_of_a_thread_is_told_no_and_does_not_wait_for_ever(connect):
    connection, second = connect(), connect(timeout=0)

    with writing(connection), pytest.raises(OperationalError, match="locked"):
        tell(second, "mình chờ mình")
