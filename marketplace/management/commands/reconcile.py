"""Compare our ledger with gateways, the bank and orders; take in their reports first if given."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate, now

from marketplace.ledger import chart
from marketplace.reconciliation.actions.comparing import reconcile
from marketplace.reconciliation.actions.reporting import take_report
from marketplace.reconciliation.models import Difference
from marketplace.reconciliation.rows import BadRow, read_csv

WIDTHS = "{:<8} {:<22} {:<34} {:>16} {:>16} {:>5}  {}"
HEAD = WIDTHS.format("way", "account", "reference", "ledger", "they say", "days", "owner")


class Command(BaseCommand):
    help = (
        "Compare the ledger with reports of gateways, statements of the bank, and orders, up to a "
        "day (yesterday by default); prints what differs and fails when something does."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=_day, help="the last day compared, as 2026-11-22")
        parser.add_argument("--report", type=Path, help="a CSV to take in first")
        parser.add_argument("--account", help="whose it is: bank, gateway:stripe …")
        parser.add_argument("--since", type=_day, help="its first day; by default the day itself")

    def handle(self, *_args: object, **options: Any) -> None:
        at = now()
        day = options["day"] or localdate(at) - timedelta(days=1)
        if options["report"]:
            self._take(options, day)
        run = reconcile(day=day, at=at)
        self.stdout.write(f"{day}: compared {run.compared} rows, {run.open} differences")
        if run.open:
            self.stdout.write(HEAD)
            for one in Difference.objects.open().select_related("owner").iterator():
                self.stdout.write(_line(one, one.days_open(at=at)))
            raise CommandError(f"{run.open} differences are open.")

    def _take(self, options: dict[str, Any], day: date) -> None:
        account = options["account"] or ""
        if account != chart.BANK and not account.startswith(chart.gateway("")):
            raise CommandError("--report needs --account bank or gateway:NAME.")
        try:
            with options["report"].open(encoding="utf-8-sig", newline="") as file:
                new = take_report(
                    account=account,
                    begins_on=options["since"] or day,
                    ends_on=day,
                    rows=read_csv(file),
                    by=None,
                    at=now(),
                )
        except (BadRow, OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"The report was not taken in: {fault}") from fault
        self.stdout.write(f"{account}: {new} new rows")


def _line(one: Difference, days: int) -> str:
    sums = ("-" if amount is None else str(amount) for amount in (one.ours, one.theirs))
    owner = f"#{one.owner_id}" if one.owner_id else "nobody"
    return WIDTHS.format(one.way, one.account, one.reference, *sums, days, owner)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{said!r} is no day such as 2026-11-22") from fault
