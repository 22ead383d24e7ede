"""``manage.py verify_log``: work the whole log out again and name every row that was altered."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from traceability.models import Checkpoint
from traceability.queries import log
from traceability.queries.log_audit import findings

MOST_LISTED = 200


class Command(BaseCommand):
    help = "Compare facts, leaves, tiles, checkpoints and cosignatures. Changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        with tqdm(total=log.size(), unit="leaf", disable=None, leave=False) as bar:
            for count, found in enumerate(findings(bar.update), start=1):
                if count <= MOST_LISTED:
                    self.stderr.write(f"{found.row} {found.what}")
        if count:
            raise CommandError(f"{count} findings: the database is not what the log says.")
        signed = Checkpoint.objects.count()
        self.stdout.write(f"{log.size()} leaves and {signed} checkpoints are as they were written.")
