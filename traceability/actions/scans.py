"""A person looked at a code: noted once, with nothing about the person.

The first look at a code is in the database before the page says that it is the first. Later ones
wait in a spool for some seconds and are written many at a time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import connection, transaction

from traceability import spool, travel
from traceability.models import CodeHistory, DrainedSpool, ItemCode, Lot
from traceability.sightings import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

FIRST = """
INSERT INTO traceability_codehistory
       (code_id, lot_id, first_at, last_at, last_on, times, days, early, late, void, provinces,
        placed_in, placed_at, leaps, leap_from, leap_to, leap_minutes)
VALUES (%s, %s, %s, %s, %s, 1, 1, %s, %s, %s, %s, %s, %s, 0, '', '', 0)
    ON CONFLICT (code_id) DO NOTHING RETURNING code_id
"""
SEEN = """
INSERT INTO traceability_scan (lot_id, code_id, at, province, state, is_look)
VALUES (%s, %s, %s, %s, %s, %s)
"""
MORE_THAT_DAY = """
INSERT INTO traceability_scanday (lot_id, "on", province, times) VALUES (%s, %s, %s, %s)
    ON CONFLICT (lot_id, "on", province)
    DO UPDATE SET times = traceability_scanday.times + excluded.times
"""
LIVED = (
    *("times", "days", "early", "late", "void", "leaps", "first_at", "last_at", "last_on"),
    *("provinces", "placed_in", "placed_at", "leap_from", "leap_to", "leap_minutes"),
)
LIVE_ON = f"""
UPDATE traceability_codehistory SET {", ".join(f"{name} = %s" for name in LIVED)}
 WHERE code_id = %s
"""  # noqa: S608 (names from above)
NOT_OUT = (ItemCode.State.ISSUED, ItemCode.State.PACKED)


@transaction.atomic
def record_scan(*, lot: Lot, code: ItemCode | None, at: datetime, province: str = "") -> None:
    """Note one look at an item's code, or at a lot's when there is no item, at once."""
    look = Look(lot=lot.pk, at=at, province=province)
    if code:
        is_late = lot.has_expired(on=look.on)
        look = replace(look, code=code.pk, state=code.state, is_late=is_late)
    write_looks(looks=[look])


@transaction.atomic
def record_firsts(*, looks: Sequence[Look]) -> list[bool]:
    """Note those that are the first at their item's code; of each whether it was.

    Where there was one before nothing is noted. Of many at once exactly one is told True. All of
    them are on the disk before this returns.
    """
    were_first = [_begin(look) for look in looks]
    _keep([look for look, is_first in zip(looks, were_first, strict=True) if is_first])
    return were_first


@transaction.atomic
def write_looks(*, looks: Sequence[Look]) -> None:
    """Write looks and what they come to, all or none, in the order of their times."""
    ordered = sorted(looks, key=attrgetter("at"))
    _keep(ordered)
    of_codes: dict[int, list[Look]] = {}
    for look in ordered:
        if look.code:
            of_codes.setdefault(look.code, []).append(look)
    later = {}
    for code in sorted(of_codes):
        some = of_codes[code]
        later[code] = some[1:] if some[0].is_look and _begin(some[0]) else some
    rows = CodeHistory.objects.select_for_update().filter(pk__in=later).order_by("pk")
    _save([_live(row, later[row.pk]) for row in rows if later[row.pk]])


def drain(*, paths: Iterable[Path]) -> int:
    """Write what waits in these files, each once; how many looks there were.

    The name of a file is noted in the transaction that writes its looks: a crash at any moment
    leaves it either to be written from the start or only to be removed.
    """
    return sum(_drain(path) for path in paths)


def _drain(path: Path) -> int:
    with spool.taken(path) as found:
        if found is None:
            return 0
        looks = _of_what_is_there([look for line in found.lines if (look := Look.read(line))])
        with transaction.atomic():
            _note, is_new = DrainedSpool.objects.get_or_create(name=found.name)
            if is_new:
                write_looks(looks=looks)
    DrainedSpool.objects.filter(name=path.name).delete()
    return len(looks) if is_new else 0


def _of_what_is_there(looks: list[Look]) -> list[Look]:
    """All of them, unless the database was since put back to a day before some code."""
    codes, lots = ({getattr(look, of) for look in looks} for of in ("code", "lot"))
    known = set(ItemCode.objects.filter(pk__in=codes).values_list("pk", flat=True)) | {None}
    there = set(Lot.objects.filter(pk__in=lots).values_list("pk", flat=True))
    return [look for look in looks if look.code in known and look.lot in there]


def _keep(looks: Sequence[Look]) -> None:
    """The looks themselves, and how many that made on a day."""
    if not looks:
        return
    moment = connection.ops.adapt_datetimefield_value
    rows = [
        (look.lot, look.code, moment(look.at), look.province, look.state, look.is_look)
        for look in looks
    ]
    days: Counter[tuple[int, date, str]] = Counter()
    for look in looks:
        days[look.lot, look.on, look.province] += 1
        if not look.is_look:  # it was counted when nobody knew where
            days[look.lot, look.on, ""] -= 1
    values = [
        (lot, connection.ops.adapt_datefield_value(on), province, times)
        for (lot, on, province), times in sorted(days.items())
        if times
    ]
    with connection.cursor() as cursor:
        cursor.executemany(SEEN, rows)
        cursor.executemany(MORE_THAT_DAY, values)


def _begin(look: Look) -> bool:
    """Whether this look is the one a history begins with. Of many at once it is one."""
    at = connection.ops.adapt_datetimefield_value(look.at)
    on = connection.ops.adapt_datefield_value(look.on)
    counts = (look.state in NOT_OUT, look.is_late, look.state == ItemCode.State.VOID)
    placed = (look.province, look.province, at if look.province else None)
    with connection.cursor() as cursor:
        cursor.execute(FIRST, [look.code, look.lot, at, at, on, *map(int, counts), *placed])
        return cursor.fetchone() is not None


def _save(rows: Sequence[CodeHistory]) -> None:
    """As ``bulk_update`` would, which needs seconds for a thousand rows of this width."""
    kinds = {field.attname: field for field in CodeHistory._meta.concrete_fields}
    values = [
        [*(kinds[name].get_db_prep_save(getattr(row, name), connection) for name in LIVED), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(LIVE_ON, values)


def _live(row: CodeHistory, looks: Iterable[Look]) -> CodeHistory:
    for look in looks:
        if look.is_look:
            row.times += 1
            row.days += look.on > row.last_on
            row.early += look.state in NOT_OUT
            row.late += look.is_late
            row.void += look.state == ItemCode.State.VOID
            row.first_at, row.last_at = min(row.first_at, look.at), max(row.last_at, look.at)
            row.last_on = max(row.last_on, look.on)
        if look.province:
            _place(row, look)
    return row


def _place(row: CodeHistory, look: Look) -> None:
    """Where this look was, and whether the jar can have come there from where it was before."""
    seen = set(filter(None, row.provinces.split(","))) | {look.province}
    row.provinces = ",".join(sorted(seen))
    if row.placed_at and travel.is_improbable(
        row.placed_in, look.province, look.at - row.placed_at
    ):
        row.leaps += 1
        row.leap_from, row.leap_to = row.placed_in, look.province
        row.leap_minutes = int(abs((look.at - row.placed_at).total_seconds()) // 60)
    row.placed_in, row.placed_at = look.province, look.at
