"""The address book changes. The person's row is locked: there is one default at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.models import User
from marketplace.addresses.models import Address

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.addresses.places import Place

MOST = 20


class BookFull(ValidationError):
    """Twenty addresses are kept, and no more."""


@transaction.atomic
def add_address(*, user: User, place: Place, at: datetime) -> Address:
    """Keep an address; the first is the default, one that is there is kept once.

    Raises :class:`BookFull`.
    """
    book = _lock(user)
    known = book.filter(**place).first()
    if known:
        return known
    if book.count() >= MOST:
        raise BookFull(_("Sổ đã có 20 địa chỉ. Xoá bớt một nơi rồi thêm nơi mới nhé."))
    is_first = not book.exists()
    address = Address.objects.create(user=user, **place, is_default=is_first, added_at=at)
    journal.record(actor=user, verb="added_address", subject=address, at=at)
    return address


@transaction.atomic
def change_address(*, address: Address, place: Place, at: datetime) -> Address:
    """Say it otherwise."""
    _lock(address.user)
    for name, value in place.items():
        setattr(address, name, value)
    address.save(update_fields=list(place))
    journal.record(actor=address.user, verb="changed_address", subject=address, at=at)
    return address


@transaction.atomic
def remove_address(*, address: Address, at: datetime) -> None:
    """Forget it; the newest of the others takes the place of a default. Again changes nothing."""
    book = _lock(address.user)
    gone, _each = book.filter(pk=address.pk).delete()
    if gone:
        journal.record(actor=address.user, verb="removed_address", subject=address.user, at=at)
    if not book.filter(is_default=True).exists():
        _make_default(book.first())


@transaction.atomic
def make_default(*, address: Address, at: datetime) -> None:
    """Fill in this one from now on."""
    book = _lock(address.user)
    book.filter(is_default=True).exclude(pk=address.pk).update(is_default=False)
    _make_default(book.filter(pk=address.pk).first())
    journal.record(actor=address.user, verb="chose_address", subject=address, at=at)


def _lock(user: User) -> QuerySet[Address]:
    User.objects.select_for_update().get(pk=user.pk)
    return Address.objects.filter(user=user)


def _make_default(address: Address | None) -> None:
    if address is not None:
        address.is_default = True
        address.save(update_fields=["is_default"])
