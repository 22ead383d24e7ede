"""Reading a table in the background: line after line, kept as far as it is read."""

from __future__ import annotations

from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.language import speaking
from marketplace.tables.judging import Judge
from marketplace.tables.models import Intake, IntakeLine
from marketplace.tables.sheets import NotReadable, rows

AT_A_TIME = 250


@task()
def read_intake(intake_pk: int, language: str) -> None:
    """Judge every line; a second run begins again, of a table that was read nothing is done."""
    with transaction.atomic():
        found = Intake.objects.select_for_update(of=("self",)).filter(pk=intake_pk)
        intake = found.select_related("producer__commune").filter(state="reading").first()
        if intake is None:
            return
        intake.rows.all().delete()
    with speaking(language):
        try:
            _read(intake)
        except NotReadable as refusal:
            intake.state, intake.why = Intake.State.REFUSED, _words(refusal)
            intake.save(update_fields=["state", "why", "lines", "faults"])


def _read(intake: Intake) -> None:
    with intake.file.open("rb") as file:
        content = file.read()
    judge = Judge(intake.producer)
    lines = (judge.line(row) for row in rows(content, name=intake.name))
    while some := list(islice(lines, AT_A_TIME)):
        for one in some:
            one.intake = intake
        intake.lines += len(some)
        intake.faults += sum(bool(one.faults) for one in some)
        with transaction.atomic():
            IntakeLine.objects.bulk_create(some)
            intake.save(update_fields=["lines", "faults"])
    intake.state = Intake.State.READ
    intake.save(update_fields=["state"])


def _words(refusal: NotReadable) -> str:
    told = {"n": refusal.told}
    return {
        "large": _("Tệp lớn quá %(n)s MB. Chia nhỏ ra rồi gửi.") % told,
        "empty": _("Tệp không có dòng nào dưới dòng tên cột."),
        "broken": _("Không đọc được tệp này: tệp hỏng, hoặc không phải CSV, XLSX."),
        "letters": _("Không nhận ra bảng mã chữ. Khi lưu từ Excel, hãy chọn «CSV UTF-8»."),
        "line": _("Dòng %(n)s viết hỏng (dấu ngoặc kép không đóng?). Sửa rồi gửi lại.") % told,
        "merged": _("Bảng có ô gộp nên không biết ô nào thuộc dòng nào. Bỏ gộp ô rồi gửi lại."),
        "rows": _("Tệp có hơn %(n)s dòng. Chia nhỏ ra rồi gửi.") % told,
    }[refusal.why]
