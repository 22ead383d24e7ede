"""How often something may be tried: counted atomically, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from accounts.models import Tally


class TooOften(Exception):
    """The limit for this key is reached; ``again_at`` says when to come back."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__("too often")
        self.again_at = again_at


def count_try(*, key: str, at: datetime, limit: int, within: timedelta) -> int:
    """Count one try under ``key`` and return how many there were in this span; refuse past limit.

    Spans are fixed windows of ``within``. Raises :class:`TooOften` for try ``limit + 1`` and after.
    """
    start = _span(at, within)
    count = _bump(key[:160], start)
    if count > limit:
        raise TooOften(start + within)
    return count


def tried(*, key: str, at: datetime, within: timedelta) -> int:
    """How many tries under ``key`` this span has seen; counts none."""
    tally = Tally.objects.filter(key=key[:160], span=_span(at, within)).first()
    return tally.count if tally else 0


def forget_tallies(*, before: datetime) -> int:
    """Drop the counters of spans that began before then; say how many there were."""
    return Tally.objects.filter(span__lt=before).delete()[0]


def _span(at: datetime, within: timedelta) -> datetime:
    """When the window of that moment began."""
    seconds = int(within.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)


def _bump(key: str, span: datetime) -> int:
    table = connection.ops.quote_name(Tally._meta.db_table)
    value = connection.ops.adapt_datetimefield_value(span)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, span, count) VALUES (%s, %s, 1) "  # noqa: S608 (own table)
            f"ON CONFLICT (key, span) DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [key, value],
        )
        return int(cursor.fetchone()[0])
