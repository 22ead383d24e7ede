"""``manage.py load_vat_rates``: the rates of VAT that invoices may state, as they ship."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.invoices.actions.rates import load_rates


class Command(BaseCommand):
    help = "Add the rates of VAT that ship and are not there."

    def handle(self, *_args: object, **_options: Any) -> None:
        self.stdout.write(f"{load_rates()} rates added.")
