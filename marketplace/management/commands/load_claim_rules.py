"""``manage.py load_claim_rules``: what may be claimed how long, as it ships."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.rights.actions import load_rules


class Command(BaseCommand):
    help = "Add the rules of claims and returns that ship and are not there."

    def handle(self, *_args: object, **_options: Any) -> None:
        self.stdout.write(f"{load_rules()} rules added.")
