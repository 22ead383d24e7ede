"""The market's clockwork: what must happen although nobody asks for it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils.timezone import localdate, now

from accounts.delivery import deliver
from accounts.limits import forget_tallies
from accounts.models import Message
from catalog.actions.gate import settle_as_rules_turn
from catalog.actions.papers import remind_of_ending
from marketplace.claims.actions.overdue import settle_overdue
from marketplace.figures.actions.keeping import keep_tallies
from marketplace.invoices.actions.keeping import keep_invoices
from marketplace.listings.actions import settle_all
from marketplace.merits.actions.reminding import remind
from marketplace.orders.actions.completing import complete_due
from marketplace.orders.actions.substituting import lapse_unanswered
from marketplace.payments.actions.asking import ask_about_pending
from marketplace.payments.actions.lapsing import release_overdue
from marketplace.payments.actions.refunding import pay_back
from marketplace.payments.actions.turning_away import forget_turned_away
from marketplace.payouts.actions.billing import draw_up_last_month
from marketplace.payouts.actions.earning import earn_due
from marketplace.payouts.actions.keeping import keep_months
from marketplace.personal.actions.erasing import erase_due
from marketplace.personal.actions.exporting import drop_exports
from marketplace.preorders.actions import serve_all
from marketplace.recalls.tasks.aftermath import resume
from marketplace.reconciliation.actions.comparing import reconcile_daily
from marketplace.talks.actions.saying import tell_waiting
from marketplace.voices.actions.asking import forget_unconfirmed
from marketplace.wishes.actions import tell_wishes
from traceability.actions import turns
from traceability.actions.attestations import sign_for_producers
from traceability.actions.log import keep_log
from traceability.actions.scans import drain
from traceability.spool import waiting
from traceability.tasks.telling import report_due, take_up_dropped

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.management.base import CommandParser

PATIENCE = timedelta(minutes=2)
"""How long a message may wait for the worker before it is sent from here."""
AT_A_TIME = 500
SECONDS_OF_SENDING = 5
"""For so long a beat sends: a channel that thinks for long does not keep goods from being freed."""
LONGEST_LIMIT = timedelta(days=2)
"""No limit counts over a longer span than this."""


class Command(BaseCommand):
    help = (
        "Free unpaid goods, ask about silent payments, send late messages, tell subscribers, sign "
        "the log, finish recalls, serve who ordered beforehand, let offers lapse, complete orders, "
        "book what was earned, end what claims waited for too long, pay back what is owed, draft "
        "and send invoices, compare yesterday's money, add up what stalls sold and earned, tell "
        "who waits for goods or words and whose stars end, drop copies of data, forget who wants "
        "to be forgotten, write left scans, shut and open the gate as rules turn, remind of papers "
        "that run out, tidy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, this often")

    def handle(self, *_args: object, every: int | None = None, **_options: Any) -> None:
        while True:
            self._beat(now(), goes_on=every is not None)
            if every is None:
                return
            time.sleep(every)

    def _beat(self, at: datetime, *, goes_on: bool) -> None:
        """Once round; a loop survives a database that is away for a moment."""
        try:
            asked, freed, sent = ask_about_pending(at=at), release_overdue(at=at), _send_late(at)
            recalls = resume(at=at)
            drain(paths=waiting(settings.SCANS_DIR))
            turns.add_up()
            serve_all(at=at)
            lapse_unanswered(at=at)
            settle_overdue(at=at)
            complete_due(at=at)
            earn_due(at=at)
            draw_up_last_month(at=at)
            pay_back(at=at)
            keep_invoices(at=at)
            reconcile_daily(at=at)
            tell_wishes(at=at)
            tell_waiting(at=at)
            remind(at=at)
            forget_unconfirmed(before=at - LONGEST_LIMIT)
            drop_exports(at=at)
            erase_due(at=at)
            settle_as_rules_turn(on=localdate(at))
            remind_of_ending(at=at)
            settle_all(on=localdate(at))
            keep_tallies(at=at)
            keep_months(at=at)
            forget_tallies(before=at - LONGEST_LIMIT)
            forget_turned_away(at=at)
            report_due(at=at)
            take_up_dropped(at=at)
            sign_for_producers(at=at)
            keep_log(at=at)
        except Error:
            if not goes_on:
                raise
            self.stderr.write("The database was away; trying again at the next beat.")
            close_old_connections()
            return
        if asked or freed or sent or recalls:
            done = f"payments heard {asked}, orders let go {freed}, messages {sent}"
            self.stdout.write(f"{done}, recalls taken up {recalls}")


def _send_late(at: datetime) -> int:
    """What waited for a worker, for the morning or for another try; say how many were taken up."""
    late = Message.objects.due(at=at - PATIENCE).order_by("due_at", "pk")
    end, taken = time.monotonic() + SECONDS_OF_SENDING, 0
    for key in list(late.values_list("pk", flat=True)[:AT_A_TIME]):
        if time.monotonic() > end:
            break
        deliver(message=key, clock=now)
        taken += 1
    return taken
