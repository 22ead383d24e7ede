"""``manage.py import_statement FILE --account NUMBER``: a bank's statement, heard line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from marketplace.payments.actions.importing import NotTaken, import_statement

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Hear a bank's statement (CSV or XLSX) as notices of money; may be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--account", required=True, help="the number of our account")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as failure:
            raise CommandError(_("Không thấy tệp «%(path)s».") % {"path": path}) from failure
        try:
            report = import_statement(
                name=path.name, content=content, account=options["account"], at=now()
            )
        except NotTaken as refusal:
            raise CommandError(str(refusal)) from refusal
        said = _("%(lines)d dòng, %(new)d dòng mới.")
        self.stdout.write(said % {"lines": report.lines, "new": report.new})
        for outcome, count in report.outcomes.items():
            self.stdout.write(f"  {outcome}: {count}")
