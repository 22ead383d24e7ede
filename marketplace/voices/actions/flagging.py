"""A reader reports words; a moderator looks, and hides them or lets them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from accounts import journal
from accounts.inserts import insert_unless_there
from marketplace.voices.actions.moderating import refuse_old_reason
from marketplace.voices.models import Flag, HidingReason, Question, Review

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def flag(
    *, voice: Review | Question, reader: str, reason: HidingReason, note: str, at: datetime
) -> bool:
    """Say that these words should not stand; ``reader`` is a hash. Say whether it is a first word.

    The same reader again changes nothing. Raises ``moderating.NoLongerAReason``.
    """
    refuse_old_reason(reason, on=localdate(at))
    about = "review" if isinstance(voice, Review) else "question"
    raised = Flag(reader=reader, reason=reason, note=note, raised_at=at, **{about: voice})
    return insert_unless_there(raised, about, "reader")


@transaction.atomic
def let_stand(*, voice: Review | Question, by: User, at: datetime) -> int:
    """The moderator looked, and the words stay; say how many flags that settles."""
    settled = voice.flags.raised().update(settled_at=at, settled_by=by)
    if settled:
        journal.record(actor=by, verb="let stand", subject=voice, at=at, flags=settled)
    return settled
