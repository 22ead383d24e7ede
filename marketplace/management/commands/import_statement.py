"""``manage.py import_statement FILE --account NUMBER [--by PHONE]``: a bank's statement, heard.

``--by`` is the operator who has seen it: payouts are settled in that name, and not without one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import User
from marketplace.payments.actions.importing import NotTaken
from marketplace.reconciliation.actions.statements import take_statement

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Take a bank's statement in (CSV or XLSX): hear what came, settle payouts, keep it to be "
        "reconciled; may be repeated."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--account", required=True, help="the number of our account")
        parser.add_argument(
            "--by", default="", metavar="PHONE", help="an operator: settles payouts"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as failure:
            raise CommandError(_("Không thấy tệp «%(path)s».") % {"path": path}) from failure
        try:
            report = take_statement(
                name=path.name,
                content=content,
                account=options["account"],
                by=_operator(options["by"]),
                at=now(),
            )
        except NotTaken as refusal:
            raise CommandError(str(refusal)) from refusal
        said = _("%(lines)d dòng, %(new)d dòng mới.")
        self.stdout.write(said % {"lines": report.lines, "new": report.new})
        for outcome, count in report.outcomes.items():
            self.stdout.write(f"  {outcome}: {count}")
        for fault in report.faults:
            self.stdout.write(f"  {fault}")


def _operator(phone: str) -> User | None:
    if not phone:
        return None
    found = User.objects.filter(phone=phone, is_staff=True, is_active=True).first()
    if found is None:
        raise CommandError(_("Không có người điều hành nào mang số này."))
    return found
