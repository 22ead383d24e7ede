"""Altering the database behind the back of its triggers, as somebody who owns it could."""

from __future__ import annotations

from django.db import connection

from accounts.append_only import lock_statements, unlock_statements

GUARDED = (
    *("traceability_event", "traceability_eventitem", "traceability_logleaf"),
    *("traceability_logtile", "traceability_checkpoint", "traceability_cosignature"),
    *("traceability_recall", "traceability_attestation"),
)


def alter(statement, *values):
    """Run one statement as if no table were append-only; how many rows it touched."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        _each(cursor, unlock_statements) if is_sqlite else cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )
        cursor.execute(statement, values)
        touched = cursor.rowcount
        _each(cursor, lock_statements) if is_sqlite else cursor.execute(
            "SET LOCAL session_replication_role = origin"
        )
    return touched


def _each(cursor, statements):
    for table in GUARDED:
        for statement in statements(table, "sqlite"):
            cursor.execute(statement)
