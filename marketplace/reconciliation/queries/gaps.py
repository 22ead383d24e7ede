"""Where two sides differ, each way one statement whose rows are read as they come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone, make_aware

from marketplace.ledger import chart
from marketplace.ledger.models import Account, Leg
from marketplace.reconciliation.models import OutsideReport, OutsideRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE = 2_000
LOOKED_BACK = timedelta(days=7)
"""So long a missing report is asked for."""

OUTSIDE = """
SELECT name, MIN(day), MIN(at), SUM(ours), SUM(theirs)
  FROM (SELECT CASE WHEN reference = '' THEN 'line ' || id ELSE reference END AS name,
               day, NULL AS at, NULL AS ours, amount AS theirs
          FROM marketplace_outsiderow
         WHERE account = %s
         UNION ALL
        SELECT CASE WHEN posted.reference = '' THEN posted.key ELSE posted.reference END,
               NULL, posted.happened_at, leg.amount, NULL
          FROM marketplace_account account
          JOIN marketplace_leg leg ON leg.account_id = account.id
          JOIN marketplace_ledgertransaction posted ON posted.id = leg.transaction_id
         WHERE account.code = %s AND ({covered})) said
 GROUP BY name
HAVING COALESCE(SUM(ours), 0) <> COALESCE(SUM(theirs), 0) AND (MIN(day) <= %s OR MIN(at) < %s)
"""
"""Per reference what an account moved and what its report says, where they differ.

What one side saw on the last day the other may have seen on the next: later days are looked at,
but only what one of them saw in time is a difference. Both sides are gathered and not joined: a
full join of tables made on the way has no index to go by.
"""

PAID = """
SELECT name, MIN(at), NULL, SUM(ours), SUM(theirs)
  FROM (SELECT CASE WHEN alone.id IS NULL THEN 'group:' || checkout.code || ':paid'
                    ELSE alone.key END AS name,
               sold.paid_at AS at, NULL AS ours, sold.total AS theirs
          FROM marketplace_order sold
          JOIN marketplace_ordergroup checkout ON checkout.id = sold.group_id
          LEFT JOIN marketplace_ledgertransaction alone
            ON alone.key = 'order:' || sold.code || ':paid'
         WHERE sold.paid_at IS NOT NULL
         UNION ALL
        SELECT posted.key, posted.happened_at, -leg.amount, NULL
          FROM marketplace_ledgertransaction posted
          JOIN marketplace_leg leg ON leg.transaction_id = posted.id
          JOIN marketplace_account account ON account.id = leg.account_id
         WHERE posted.kind = 'paid' AND account.code LIKE 'escrow:%%') said
 GROUP BY name
HAVING COALESCE(SUM(ours), 0) <> COALESCE(SUM(theirs), 0) AND MIN(at) < %s
"""
"""Paid orders that are not in the ledger with just what they cost, and the other way round."""

OWED = """
SELECT name, MIN(at), NULL, SUM(ours), SUM(theirs)
  FROM (SELECT 'owed:' || id AS name, prepared_at AS at, NULL AS ours, amount AS theirs
          FROM marketplace_refunddue
         UNION ALL
        SELECT posted.key, posted.happened_at, -leg.amount, NULL
          FROM marketplace_ledgertransaction posted
          JOIN marketplace_leg leg ON leg.transaction_id = posted.id
          JOIN marketplace_account account ON account.id = leg.account_id
         WHERE posted.kind = 'refund_owed' AND account.code = 'buyer_refund_due') said
 GROUP BY name
HAVING COALESCE(SUM(ours), 0) <> COALESCE(SUM(theirs), 0) AND MIN(at) < %s
"""
"""What is owed back that the ledger does not know of just so, and the other way round."""

KEPT = """
SELECT name, NULL, NULL, SUM(ours), SUM(theirs)
  FROM (SELECT 'escrow:' || sold.producer_id AS name, NULL AS ours,
               sold.total - COALESCE(owed.amount, 0) AS theirs
          FROM marketplace_order sold
          LEFT JOIN (SELECT order_id, SUM(amount) AS amount
                       FROM marketplace_refunddue GROUP BY order_id) owed
            ON owed.order_id = sold.id
         WHERE sold.paid_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM marketplace_ledgertransaction earned
                            WHERE earned.key = 'order:' || sold.code || ':earned')
         UNION ALL
        SELECT code, -balance, NULL
          FROM marketplace_account
         WHERE code LIKE 'escrow:%%') said
 GROUP BY name
HAVING COALESCE(SUM(ours), 0) <> COALESCE(SUM(theirs), 0)
"""
"""Producers for whom another sum is kept than their orders that are not earned yet cost."""


class Gap(NamedTuple):
    """What the ledger and somebody else say of one reference; None where one says nothing."""

    reference: str
    day: date
    ours: int | None
    theirs: int | None


def accounts_outside(*, day: date) -> list[str]:
    """Accounts of which somebody outside knows and that were used: the bank and the gateways."""
    known = Q(code=chart.BANK) | Q(code__startswith=chart.gateway(""))
    used = Account.objects.filter(known).values_list("code", flat=True)
    reported = OutsideReport.objects.filter(begins_on__lte=day).values_list("account", flat=True)
    return sorted({*used, *reported})


def outside(account: str, *, day: date) -> Iterator[Gap]:
    """Where a report says otherwise than the ledger, up to a day, on days that reports cover."""
    spans = OutsideReport.objects.filter(account=account).order_by("begins_on")
    covered = [(_before(one.begins_on), _after(one.ends_on)) for one in spans]
    if not covered:
        return
    within = "posted.happened_at >= %s AND posted.happened_at < %s"
    times = [_adapted(at) for span in _joined(covered) for at in span]
    on = connection.ops.adapt_datefield_value(day)
    sql = OUTSIDE.format(covered=" OR ".join([within] * (len(times) // 2)))
    yield from _gaps(sql, [account, account, *times, on, _adapted(_after(day))], day)


def without_report(account: str, *, day: date) -> Iterator[Gap]:
    """Days, of late, on which an account moved and of which no report came."""
    first = day - LOOKED_BACK
    moved = Leg.objects.filter(
        account__code=account,
        transaction__happened_at__gte=_before(first),
        transaction__happened_at__lt=_after(day),
    )
    by_day = moved.annotate(on=TruncDate("transaction__happened_at")).values_list("on")
    sums = dict(by_day.annotate(n=Sum("amount")).order_by("on"))
    spans = OutsideReport.objects.filter(account=account, ends_on__gte=first)
    known = list(spans.values_list("begins_on", "ends_on"))
    for on, amount in sums.items():
        if not any(begins <= on <= ends for begins, ends in known):
            yield Gap(f"no report {on}", on, amount, None)


def orders(*, day: date) -> Iterator[Gap]:
    """Where the ledger says otherwise than orders: paid, owed back, kept for producers."""
    until = _adapted(_after(day))
    yield from _gaps(PAID, [until], day)
    yield from _gaps(OWED, [until], day)
    yield from _gaps(KEPT, [], day)


def booked_otherwise(*, day: date) -> Iterator[str]:
    """The same as :func:`orders`, in words for ``manage.py verify``."""
    for gap in orders(day=day):
        yield f"{gap.reference}: the ledger has {gap.ours or 0}, orders say {gap.theirs or 0}"


def compared(account: str, *, day: date) -> int:
    """Lines of reports and legs that a run looks at."""
    rows = OutsideRow.objects.filter(account=account, day__lte=day).count()
    return rows + Leg.objects.filter(account__code=account).count()


def _gaps(sql: str, values: Sequence[Any], day: date) -> Iterator[Gap]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            for reference, theirs_at, ours_at, ours, theirs in rows:
                on = _on(theirs_at) or _on(ours_at) or day
                yield Gap(str(reference), on, _whole(ours), _whole(theirs))


def _whole(said: object) -> int | None:
    """PostgreSQL sums whole numbers to decimals."""
    return None if said is None else int(str(said))


def _on(said: object) -> date | None:
    """A day, as either database says a day or a moment."""
    match said:
        case None:
            return None
        case datetime():
            return said.astimezone(get_default_timezone()).date()
        case date():
            return said
    words = str(said)
    if len(words) == len("2026-01-01"):
        return date.fromisoformat(words)
    moment = datetime.fromisoformat(words)
    return (
        (moment if moment.tzinfo else make_aware(moment, UTC))
        .astimezone(get_default_timezone())
        .date()
    )


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that touch become one: few conditions for years of daily reports."""
    whole = [spans[0]]
    for begins, ends in spans[1:]:
        if begins <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(ends, whole[-1][1]))
        else:
            whole.append((begins, ends))
    return whole


def _before(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _after(day: date) -> datetime:
    return _before(day + timedelta(days=1))


def _adapted(at: datetime) -> Any:  # noqa: ANN401 - as the database takes it
    return connection.ops.adapt_datetimefield_value(at)
