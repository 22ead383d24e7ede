"""Tables are emptied after a test that has really written: only those with something in them.

Django's own way empties all of some two hundred tables and writes the permissions anew, which took
a test on PostgreSQL longer than most take to run. What migrations wrote, such as laws, stays.
"""

from __future__ import annotations

from django.db import connection, transaction

STAYS = {"django_content_type", "auth_permission", "django_migrations"}
"""What Django writes itself, and no test changes."""
WRITTEN: dict[str, list[tuple]] = {}
"""The rows that migrations wrote, by table."""


def remember_what_migrations_wrote():
    with connection.cursor() as asked:
        WRITTEN.update((table, _rows(asked, table)) for table in _full(asked) - STAYS)


def empty_tables(test):
    """In the place of ``TransactionTestCase._fixture_teardown``."""
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as asked,
    ):
        changed = {table for table, rows in WRITTEN.items() if _rows(asked, table) != rows}
        EMPTY[connection.vendor](asked, _full(asked) - STAYS - (WRITTEN.keys() - changed))
        for table in changed:
            _write(asked, table, WRITTEN[table])


def _full(asked):
    """The tables with a row in them, asked at once."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    told = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables]
    asked.execute(" UNION ALL ".join(told))
    return {table for (table,) in asked.fetchall()}


def _rows(asked, table):
    asked.execute(f"SELECT * FROM {table} ORDER BY 1")
    return asked.fetchall()


def _write(asked, table, rows):
    asked.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)


def _empty_sqlite(asked, tables):
    """What refuses is taken away for that long, as it stands."""
    asked.execute(
        "SELECT tbl_name, name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND sql LIKE '%RAISE(%'"
    )
    refusing = [(name, sql) for table, name, sql in asked.fetchall() if table in tables]
    for name, _sql in refusing:
        asked.execute(f"DROP TRIGGER {name}")
    for table in tables:
        asked.execute(f"DELETE FROM {table}")
    for _name, sql in refusing:
        asked.execute(sql)


def _empty_postgresql(asked, tables):
    """Neither triggers nor foreign keys are asked."""
    asked.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        asked.execute(f"DELETE FROM {table}")


EMPTY = {"sqlite": _empty_sqlite, "postgresql": _empty_postgresql}
