"""What becomes of an order placed without an account: its link, and whose it is in the end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.limits import count_try
from accounts.models import User
from marketplace.orders import letters
from marketplace.orders.actions.states import lock_group
from marketplace.orders.codes import mint_token
from marketplace.orders.models import OrderGroup

if TYPE_CHECKING:
    from datetime import datetime

LINKS_AN_HOUR = 3
HOUR = timedelta(hours=1)


class Taken(ValidationError):
    """The order is in somebody else's account."""


class NotConfirmed(ValidationError):
    """Nobody has shown that this account's telephone is theirs."""


@transaction.atomic
def send_link(*, group: OrderGroup, at: datetime) -> None:
    """Send the link to the telephone that placed the order, and nowhere else.

    Raises ``accounts.limits.TooOften`` for a fourth within the hour.
    """
    count_try(key=f"order-link:{group.pk}", at=at, limit=LINKS_AN_HOUR, within=HOUR)
    letters.tell_link(group, key=f"{group.pk}:{at.timestamp()}", at=at)


@transaction.atomic
def renew_link(*, group: OrderGroup, by: User | None, at: datetime) -> OrderGroup:
    """A new secret: links in older messages open nothing, browsers that used them neither.

    The new link goes to the telephone of the order, whoever asked. Raises
    ``accounts.limits.TooOften`` as :func:`send_link` does.
    """
    group = lock_group(group)
    group.token = mint_token()
    group.save(update_fields=["token"])
    journal.record(actor=by, verb="renewed_link", subject=group, at=at)
    send_link(group=group, at=at)
    return group


@transaction.atomic
def take_order(*, group: OrderGroup, by: User, at: datetime) -> OrderGroup:
    """Put an order placed without an account into this one; again changes nothing.

    Raises :class:`Taken` where it is in another.
    """
    group = lock_group(group)
    if group.user_id is None:
        _take([group], by, at)
    elif group.user_id != by.pk:
        raise Taken(_("Đơn này đã nằm trong một tài khoản khác."), code="taken")
    return group


@transaction.atomic
def take_orders_of_phone(*, by: User, at: datetime) -> int:
    """Put every order of this person's confirmed telephone into the account; say how many.

    Raises :class:`NotConfirmed`. The user's row is locked: the number cannot change meanwhile.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    if person.phone_verified_at is None:
        raise NotConfirmed(_("Hãy xác nhận số điện thoại của bạn trước."), code="not_confirmed")
    waiting = OrderGroup.objects.placed_without_account(phone=person.phone)
    return _take(list(waiting.select_for_update().order_by("pk")), person, at)


def _take(groups: list[OrderGroup], by: User, at: datetime) -> int:
    for group in groups:
        group.user = by
        group.save(update_fields=["user"])
        journal.record(actor=by, verb="took_order", subject=group, at=at)
    return len(groups)
