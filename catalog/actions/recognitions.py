"""Stars, as officers prove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Recognition
from catalog.models.recognitions import VALID_FOR_YEARS

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from catalog.models import Product


class AlreadyVerified(ValidationError):
    """An officer has proved this recognition before."""


def ends_on(valid_from: date) -> date:
    """36 months after a decision (Decision 148/QĐ-TTg); 29 February ends on 1 March."""
    year = valid_from.year + VALID_FOR_YEARS
    try:
        return valid_from.replace(year=year)
    except ValueError:
        return valid_from.replace(year=year, month=3, day=1)


@transaction.atomic
def verify_recognition(
    *,
    recognition: Recognition,
    decision: str,
    level: str,
    issuer: str,
    valid_from: date,
    by: User,
    at: datetime,
) -> Recognition:
    """Put a decision's number and date behind reported stars. Raises AlreadyVerified."""
    recognition = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if recognition.verified_at is not None:
        raise AlreadyVerified(_("Quyết định này đã được xác minh."))
    recognition.decision, recognition.level, recognition.issuer = decision, level, issuer
    recognition.valid_from, recognition.valid_until = valid_from, ends_on(valid_from)
    recognition.verified_at, recognition.verified_by = at, by
    recognition.save()
    journal.record(actor=by, verb="verified_recognition", subject=recognition.product, at=at)
    return recognition


@transaction.atomic
def recognise(
    *,
    product: Product,
    stars: int,
    decision: str,
    level: str,
    issuer: str,
    valid_from: date,
    by: User,
    at: datetime,
) -> Recognition:
    """Enter a council's decision about a product, proved by the officer who enters it."""
    recognition = Recognition.objects.create(
        product=product,
        stars=stars,
        decision=decision,
        level=level,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=ends_on(valid_from),
        evidence="officer",
        verified_at=at,
        verified_by=by,
    )
    journal.record(actor=by, verb="recognised", subject=product, at=at, stars=stars)
    return recognition
