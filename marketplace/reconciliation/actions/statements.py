"""A bank's statement brought in: heard as notices, settling payouts, kept to be reconciled.

Three slices want to know of it. A line of a payout is that payout's and nobody else's; all others
are heard as money that came. Whatever became of them, all lines are what the bank says.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from marketplace.ledger import chart
from marketplace.payments.actions.booking import place
from marketplace.payments.actions.importing import Report, hear_lines, read_statement
from marketplace.payouts.actions.settling import Outcome, Settled, settle_bills, settle_lines
from marketplace.reconciliation.actions.reporting import take_report
from marketplace.reconciliation.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from accounts.models import User
    from marketplace.payments.statements import Line


class Taken(NamedTuple):
    """What a statement did; ``faults`` are lines of payouts that a person has to look at."""

    lines: int
    new: int
    outcomes: dict[str, int]
    faults: list[str]


def take_statement(
    *, name: str, content: bytes, account: str, at: datetime, by: User | None = None
) -> Taken:
    """Take in a statement of one of our accounts, again without effect.

    Raises ``importing.NotTaken``, and then nothing was taken. Broken off later, it is brought in
    again. Payouts are settled by whoever brings it (``by``), and not without.
    """
    read = read_statement(name=name, content=content, account=account, at=at)
    if read.account:  # a producer's own: nothing of it but payments is the market's to keep
        own = {"gateway": read.gateway, "account": read.account}
        return _told(len(read.lines), hear_lines(lines=read.lines, at=at, by=by, **own), [])
    settled = settle_lines(lines=read.lines, by=by, at=at)
    settled += settle_bills(lines=read.lines, by=by, at=at)
    of_payouts = {one.line.key for one in settled}
    rest = [line for line in read.lines if line.key not in of_payouts]
    heard = hear_lines(gateway=read.gateway, lines=rest, at=at, by=by)
    _keep(place(read.gateway), rest, settled, by, at)
    return _told(len(read.lines), heard, settled)


def _keep(
    account: str, rest: Sequence[Line], settled: Sequence[Settled], by: User | None, at: datetime
) -> None:
    """What the bank says of these days. Payouts leave the bank, wherever money comes to."""
    days = [line.on for line in rest] + [one.line.on for one in settled]
    rows = {account: [_row(line, line.reference) for line in rest]}
    rows.setdefault(chart.BANK, []).extend(_row(one.line, one.reference) for one in settled)
    span: dict[str, date] = {"begins_on": min(days), "ends_on": max(days)}
    for of, said in rows.items():
        if said or of == account:
            in_turn = sorted(said, key=lambda row: row.day)
            take_report(account=of, rows=in_turn, by=by, at=at, **span)


def _row(line: Line, reference: str) -> Row:
    return Row(day=line.on, amount=line.amount, reference=reference, text=line.text)


def _told(lines: int, heard: Report, settled: Sequence[Settled]) -> Taken:
    outcomes = dict(Counter(str(one.outcome.label) for one in settled))
    moved = {Outcome.CONFIRMED, Outcome.RETURNED, Outcome.COMMISSION}
    news = sum(one.outcome in moved for one in settled)
    faults = [
        _("Dòng %(line)d (%(text)s): %(why)s")
        % {"line": one.line.line, "text": one.line.text[:80], "why": one.why}
        for one in settled
        if one.outcome == Outcome.ODD
    ]
    return Taken(lines, heard.new + news, heard.outcomes | outcomes, faults)
