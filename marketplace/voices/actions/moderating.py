"""Words are hidden for a reason of the list; their writer may object once; a moderator decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.voices import letters
from marketplace.voices.actions.showing import show
from marketplace.voices.models import Hiding, HidingReason, Question, Review

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


class NoLongerAReason(ValidationError):
    """The list of today does not hold this reason."""


class NothingToSay(ValidationError):
    """It is hidden no more, or its writer has objected already."""


@transaction.atomic
def hide(
    *, voice: Review | Question, reason: HidingReason, note: str, by: User, at: datetime
) -> Hiding:
    """Take it from every page and tell its writer why. Hidden already, it stays as it was hidden.

    Raises :class:`NoLongerAReason`.
    """
    voice = _lock(voice)
    standing = voice.hidings.standing().first()
    if standing:
        return standing
    refuse_old_reason(reason, on=localdate(at))
    subject = {"review": voice} if isinstance(voice, Review) else {"question": voice}
    hiding = Hiding.objects.create(**subject, reason=reason, note=note, hidden_at=at, hidden_by=by)
    voice.flags.raised().update(settled_at=at, settled_by=by)
    _put_away(voice, at)
    journal.record(actor=by, verb="hid", subject=voice, at=at, reason=reason.code)
    if isinstance(voice, Review):
        letters.tell_hidden(hiding, at=at)
    return hiding


@transaction.atomic
def object_to(*, hiding: Hiding, appeal: str, at: datetime) -> Hiding:
    """The writer's word against it, once. Raises :class:`NothingToSay`."""
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    if hiding.lifted_at or hiding.appealed_at:
        raise NothingToSay(_("Ý kiến của bạn đã được ghi từ trước."))
    hiding.appeal, hiding.appealed_at = appeal, at
    hiding.save(update_fields=["appeal", "appealed_at"])
    return hiding


@transaction.atomic
def settle(*, hiding: Hiding, is_lifted: bool, word: str, by: User, at: datetime) -> Hiding:
    """Show it again, or keep it hidden for good; either way with a word to its writer.

    A hiding that was lifted stays lifted.
    """
    voice = _lock(hiding.review or hiding.question)  # type: ignore[arg-type]  # one of them is there
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    if hiding.lifted_at:
        return hiding
    hiding.word, hiding.settled_by = word, by
    hiding.lifted_at, hiding.upheld_at = (at, None) if is_lifted else (None, at)
    hiding.save(update_fields=["word", "settled_by", "lifted_at", "upheld_at"])
    if is_lifted:
        _put_away(voice, None)
    journal.record(
        actor=by, verb="showed again" if is_lifted else "kept hidden", subject=voice, at=at
    )
    if isinstance(voice, Review):
        letters.tell_settled(hiding, at=at)
    return hiding


def refuse_old_reason(reason: HidingReason, *, on: date) -> None:
    """Raises :class:`NoLongerAReason`."""
    if not HidingReason.objects.in_force(on=on).filter(pk=reason.pk).exists():
        raise NoLongerAReason(_("Lý do này không còn trong danh sách. Chọn lý do khác."))


def _put_away(voice: Review | Question, at: datetime | None) -> None:
    voice.hidden_at = at
    voice.save(update_fields=["hidden_at"])
    show(voice=voice)


def _lock(voice: Review | Question) -> Review | Question:
    rows = type(voice).objects.select_for_update(of=("self",))
    return rows.select_related("product").get(pk=voice.pk)
