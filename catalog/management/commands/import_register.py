"""``manage.py import_register FILE [--dry-run]``: the OCOP register, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from tqdm import tqdm

from catalog.models import CriteriaSet, Province
from catalog.register.actions import Outcome, Report, import_rows
from catalog.register.files import NotReadable, read
from catalog.register.rows import Problem, check

MOST_LISTED = 50


class Command(BaseCommand):
    help = "Import the OCOP register from a CSV or XLSX file; may be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *_args: Any, **options: Any) -> None:
        at = now()
        if not (Province.objects.exists() and CriteriaSet.objects.exists()):
            raise CommandError(_("Hãy chạy load_places và load_kinds trước."))
        try:
            rows, problems = check(read(options["file"]), on=localdate(at))
        except NotReadable as refusal:
            raise CommandError(str(refusal)) from refusal
        if problems:
            self._say_problems(problems)
            raise CommandError(_("Chưa nhập gì cả: sửa các lỗi trên rồi chạy lại."))
        with tqdm(total=len(rows), unit="hàng", disable=None, leave=False) as bar:
            report = import_rows(rows=rows, at=at, write=not options["dry_run"], tick=bar.update)
        self._say(report, dry_run=options["dry_run"])

    def _say_problems(self, problems: list[Problem]) -> None:
        for problem in problems[:MOST_LISTED]:
            said = _("Dòng %(line)d, cột %(column)s: %(text)s") % problem._asdict()
            self.stderr.write(said)
        if len(problems) > MOST_LISTED:
            self.stderr.write(_("… và %(n)d lỗi nữa") % {"n": len(problems) - MOST_LISTED})

    def _say(self, report: Report, *, dry_run: bool) -> None:
        words = {Outcome.NEW: _("mới"), Outcome.CHANGED: _("đổi")}
        for line, outcome, name, fields in report.changes if dry_run else []:
            detail = f" ({', '.join(fields)})" if fields else ""
            self.stdout.write(f"{line}: {words[outcome]} · {name}{detail}")
        said = _("%(new)d mới, %(changed)d đổi, %(unchanged)d như cũ, %(left)d do chủ thể tự giữ.")
        counts = {str(outcome): report.counts[outcome] for outcome in Outcome}
        self.stdout.write(said % counts)
        if dry_run:
            self.stdout.write(_("Chạy thử: chưa ghi gì."))
