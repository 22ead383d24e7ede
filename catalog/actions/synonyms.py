"""Words that mean the same, as officers keep them; a row is ended, never taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from catalog.folding import fold, tidy
from catalog.models import Synonym

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class NoSynonym(ValidationError):
    """There are no letters in it, both are one word to the search, or it is known already."""


@transaction.atomic
def add_synonym(*, one: str, other: str, note: str, by: User, at: datetime) -> Synonym:
    """From today on each of the two finds the other. Raises :class:`NoSynonym`."""
    one, other = tidy(one).casefold(), tidy(other).casefold()
    if not (fold(one) and fold(other)):
        raise NoSynonym(_("Xin ghi bằng chữ."))
    if fold(one) == fold(other):
        raise NoSynonym(_("Bỏ dấu rồi hai từ này là một, chợ đã hiểu như nhau."))
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    if Synonym.objects.in_force(on=localdate(at)).filter(pair).exists():
        raise NoSynonym(_("Hai từ này đã được ghi là cùng nghĩa."))
    synonym = Synonym.objects.create(
        one=one, other=other, note=note, valid_from=localdate(at), added_by=by
    )
    journal.record(actor=by, verb="added synonym", subject=synonym, at=at, one=one, other=other)
    return synonym


@transaction.atomic
def end_synonym(*, synonym: Synonym, by: User, at: datetime) -> Synonym:
    """From today on they are two words. Ending it again changes nothing."""
    synonym = Synonym.objects.select_for_update().get(pk=synonym.pk)
    if synonym.valid_until is None:
        synonym.valid_until = localdate(at)
        synonym.save(update_fields=["valid_until"])
        journal.record(
            actor=by,
            verb="ended synonym",
            subject=synonym,
            at=at,
            one=synonym.one,
            other=synonym.other,
        )
    return synonym
