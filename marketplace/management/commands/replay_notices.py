"""``manage.py replay_notices FILE``: what gateways said since the restored state was kept.

The file is Django's own: ``manage.py dumpdata marketplace.notice --format jsonl --output FILE``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core import serializers
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.base import DeserializationError
from django.utils.translation import gettext as _

from marketplace.payments.actions.replaying import replay
from marketplace.payments.models import Notice

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Hear kept notices again, with their seals, in the order in which they came; what is known "
        "already changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="of manage.py dumpdata marketplace.notice --format jsonl",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        kept = _read(options["file"])
        left = replay(kept)
        said = _("Nghe lại %(all)d tin; để lại %(left)d tin cần người nói lại.")
        self.stdout.write(said % {"all": len(kept), "left": len(left)})
        for notice in left:
            self.stdout.write(f"  {notice} {notice.received_at:%Y-%m-%d %H:%M} {notice.amount}")


def _read(path: Path) -> list[Notice]:
    """The notices of a file, none of them written; it is whole, or nothing of it is heard."""
    try:
        with path.open(encoding="utf-8") as lines:
            found = [row.object for row in serializers.deserialize("jsonl", lines)]
    except OSError as failure:
        raise CommandError(_("Không thấy tệp «%(path)s».") % {"path": path}) from failure
    except (DeserializationError, ValueError) as fault:
        raise CommandError(_("Tệp không phải tin báo đã giữ: %(why)s") % {"why": fault}) from fault
    notices = [row for row in found if isinstance(row, Notice)]
    if strangers := {type(row).__name__ for row in found} - {Notice.__name__}:
        raise CommandError(", ".join(sorted(strangers)))
    return notices
