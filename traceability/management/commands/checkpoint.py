"""``manage.py checkpoint``: sign the log as it is now, without waiting for the clock."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from traceability.actions.log import Inconsistent, append_stars, sign_checkpoint


class Command(BaseCommand):
    help = "Bring in stars that have no leaf yet, and sign a checkpoint of the log."

    def handle(self, *_args: Any, **_options: Any) -> None:
        append_stars()
        try:
            checkpoint = sign_checkpoint(at=now())
        except Inconsistent as failure:
            raise CommandError(f"Not signed: {failure}. Run verify_log.") from failure
        self.stdout.write(checkpoint.note if checkpoint else "The log is empty.")
