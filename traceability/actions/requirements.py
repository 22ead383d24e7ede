"""What operators write down of the laws: rows to come, and the last day of those in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from traceability.models import Requirement

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


class AskedBackwards(ValidationError):
    """A row would begin or end in the past: lots were judged by what stood there then."""


@transaction.atomic
def keep_requirement(*, requirement: Requirement, by: User, at: datetime) -> Requirement:
    """Write a row to come, or the last day of one in force. Raises :class:`AskedBackwards`."""
    earlier = Requirement.objects.select_for_update().filter(pk=requirement.pk).first()
    refuse_backwards(requirement=requirement, earlier=earlier, on=localdate(at))
    requirement.save()
    verb = "changed requirement" if earlier else "added requirement"
    journal.record(actor=by, verb=verb, subject=requirement, at=at)
    return requirement


def refuse_backwards(*, requirement: Requirement, earlier: Requirement | None, on: date) -> None:
    """Raise :class:`AskedBackwards` where a day that has passed would be judged otherwise."""
    was_asked = earlier is not None and earlier.has_begun(on=on)
    if not was_asked and requirement.valid_from < on:
        raise AskedBackwards({"valid_from": _("Điều này chỉ hỏi được từ hôm nay trở đi.")})
    is_closed_now = earlier is None or earlier.valid_until != requirement.valid_until
    if is_closed_now and requirement.valid_until and requirement.valid_until < on:
        raise AskedBackwards({"valid_until": _("Chỉ đóng được từ hôm nay trở đi.")})
    if was_asked and earlier and earlier.valid_until and earlier.valid_until < on and is_closed_now:
        raise AskedBackwards({"valid_until": _("Dòng này đã đóng rồi. Hãy viết dòng mới.")})
