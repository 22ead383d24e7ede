"""The market's clockwork: what must happen although nobody asks for it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils.timezone import now

from accounts.limits import forget_tallies
from accounts.models import Message
from accounts.tasks import send_message
from marketplace.payments.actions.asking import ask_about_pending
from marketplace.payments.actions.lapsing import release_overdue
from marketplace.preorders.actions import serve_all
from marketplace.recalls.tasks.aftermath import resume
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
LONGEST_LIMIT = timedelta(days=2)
"""No limit counts over a longer span than this."""


class Command(BaseCommand):
    help = (
        "Free unpaid goods, ask about silent payments, send late messages, tell subscribers, sign "
        "the log, finish recalls, serve who ordered beforehand, tell who waits for goods, write "
        "left scans, tidy."
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
            tell_wishes(at=at)
            forget_tallies(before=at - LONGEST_LIMIT)
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
    late = Message.objects.unsent().filter(written_at__lte=at - PATIENCE)
    keys = list(late.order_by("written_at", "pk").values_list("pk", flat=True))
    for key in keys:
        send_message.call(key)
    return len(keys)
