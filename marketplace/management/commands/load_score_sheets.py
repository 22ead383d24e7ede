"""``manage.py load_score_sheets``: the OCOP score sheets, as they ship."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.merits.actions.loading import load_sheets


class Command(BaseCommand):
    help = "Load the score sheets of the OCOP programme; safe to repeat, answers stay."

    def handle(self, *_args: object, **_options: Any) -> None:
        self.stdout.write(f"{load_sheets()} options added.")
