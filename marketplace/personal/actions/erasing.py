"""Somebody wants to be forgotten: asked, thought over, and done as far as the law lets us.

Orders stay, for the books ask for them; nobody's name, number or street stays in them. The user's
row stays too, with nothing of the person in it: journal, orders and consents point to it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from accounts import consents, journal
from accounts.language import speaking
from accounts.links import person_key
from accounts.models import Consent, Message, Session, Unsubscription, User
from catalog.actions.members import remove_member
from catalog.models import Membership, Officer, Producer, Succession
from marketplace.addresses.models import Address
from marketplace.cart.models import Cart
from marketplace.claims.models import Claim
from marketplace.favourites.models import Favourite
from marketplace.freshness import forget_pages
from marketplace.orders.codes import mint_token
from marketplace.orders.models import Gift, Order, OrderGroup
from marketplace.orders.models.groups import NOBODYS, NOBODYS_NAME
from marketplace.payments.models import Refund, RefundAccount
from marketplace.personal import letters
from marketplace.personal.actions.exporting import drop_all
from marketplace.personal.contents import groups_of
from marketplace.personal.models import Erasure
from marketplace.scanned.models import OwnScan
from marketplace.talks.actions.saying import forget_talks
from marketplace.voices.models import Question, Review
from marketplace.wishes.models import Wish

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

AT_A_TIME = 100
LAST_WORDS = timedelta(days=2)
"""So long the market may try to say that an account is gone; then the number is forgotten too."""


class HandOverFirst(ValidationError):
    """A stall would be left without an owner, or an office without its holder."""


def stalls_to_hand_over(user: User) -> QuerySet[Producer]:
    """Stalls whose owner this person is."""
    return Producer.objects.owned_by(user)


def open_orders(user: User) -> QuerySet[Order]:
    """What is still under way: to be paid, sent, claimed for, or paid back."""
    over = Q(state=Order.State.CANCELLED) | Q(state=Order.State.REFUNDED)
    running = Claim.objects.running().filter(order=OuterRef("pk"))
    owed = Refund.objects.exclude(state=Refund.State.DONE).filter(due__order=OuterRef("pk"))
    mine = Order.objects.filter(group__in=groups_of(user))
    is_open = Q(completed_at__isnull=True) & ~over
    return mine.filter(is_open | Q(Exists(running)) | Q(Exists(owed)))


@transaction.atomic
def ask_erasure(*, user: User, at: datetime) -> Erasure:
    """Wish to be forgotten, in so many days; wished already, that wish stands.

    Raises :class:`HandOverFirst`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_holders(user)
    known = Erasure.objects.standing().filter(user=user).first()
    if known:
        return known
    due_at = at + timedelta(days=settings.ERASURE_DAYS)
    erasure = Erasure.objects.create(user=user, asked_at=at, due_at=due_at)
    journal.record(actor=user, verb="asked_to_be_erased", subject=user, at=at)
    letters.tell_erasure_asked(erasure, at=at)
    return erasure


@transaction.atomic
def withdraw_erasure(*, user: User, at: datetime) -> None:
    """Stay after all; without a wish nothing happens."""
    User.objects.select_for_update().get(pk=user.pk)
    if Erasure.objects.standing().filter(user=user).update(withdrawn_at=at):
        journal.record(actor=user, verb="stays_after_all", subject=user, at=at)


def erase_due(*, at: datetime) -> int:
    """Forget those whose days are over and who have nothing under way; say how many."""
    waiting = Erasure.objects.due(at=at).order_by("due_at").values_list("pk", flat=True)
    erased = sum(_erase(pk, at) for pk in list(waiting[:AT_A_TIME]))
    tidy_after_erased(at=at)
    return erased


@transaction.atomic
def _erase(key: int, at: datetime) -> bool:
    """The person's row is locked first: an order that is being placed is seen, or comes after."""
    found = Erasure.objects.select_related("user").get(pk=key)
    user = User.objects.select_for_update().get(pk=found.user_id)
    erasure = Erasure.objects.select_for_update().get(pk=key)
    is_held = user.is_staff or stalls_to_hand_over(user).exists() or open_orders(user).exists()
    if erasure.withdrawn_at or erasure.done_at or is_held:
        return False
    phone, email = user.phone, user.email
    _take_back_consents(user, at)
    _leave_stalls(user, at)
    forget_orders(groups_of(user))
    _forget_own(user, at)
    _forget_person(user, at)
    erasure.done_at = at
    erasure.save(update_fields=["done_at"])
    journal.record(actor=None, verb="erased", subject=user, at=at)
    with speaking(user.language):
        letters.tell_erased(user, phone=phone, email=email, at=at)
    transaction.on_commit(forget_pages)
    return True


@transaction.atomic
def tidy_after_erased(*, at: datetime) -> None:
    """What was being ordered while its buyer was erased, once that is over; and last words."""
    Message.objects.filter(key__startswith="erased:", written_at__lt=at - LAST_WORDS).delete()
    late = OrderGroup.objects.filter(user__erased_at__lte=at).exclude(buyer_phone=NOBODYS)
    for user in User.objects.filter(order_groups__in=late).distinct()[:AT_A_TIME]:
        if not open_orders(user).exists():
            forget_orders(late.filter(user=user))


def forget_orders(groups: QuerySet[OrderGroup]) -> None:
    """Sums, goods, days and commune stay; who it was and the street do not. Links open nothing."""
    Review.objects.filter(line__order__group__in=groups).update(byline="")
    Gift.objects.filter(group__in=groups).update(message="")
    RefundAccount.objects.filter(group__in=groups).delete()
    forget_talks(groups)
    for group in groups.select_for_update(of=("self",)):
        group.buyer_name, group.buyer_phone, group.buyer_email = NOBODYS_NAME, NOBODYS, ""
        group.street, group.note, group.token = "", "", mint_token()
        group.orders.update(note="")
        group.save()


def _take_back_consents(user: User, at: datetime) -> None:
    """The last lines of the ledger."""
    for purpose in Consent.Purpose.values:
        consents.note(user=user, purpose=purpose, is_given=False, way=Consent.Way.FAREWELL, at=at)


def _leave_stalls(user: User, at: datetime) -> None:
    for membership in Membership.objects.active().filter(user=user).select_related("producer"):
        remove_member(membership=membership, by=user, at=at)


def _forget_own(user: User, at: datetime) -> None:
    """All that was the person's alone."""
    drop_all(user=user, at=at)
    for rows in (Address, Favourite, OwnScan, Cart, Session, Token, Authenticator):
        rows.objects.filter(user=user).delete()
    Wish.objects.filter(phone=user.phone).delete()
    Succession.objects.filter(phone=user.phone).delete()
    Question.objects.filter(asker=user).update(asker=None, phone="")
    person = person_key(phone=user.phone, email=user.email)
    Unsubscription.objects.filter(person=person).delete()
    Message.objects.filter(phone=user.phone).delete()


def _forget_person(user: User, at: datetime) -> None:
    """The row stays, and is nobody's."""
    user.full_name = user.email = ""
    user.phone, user.phone_verified_at = f"+84000{user.pk:010d}", None
    user.is_active = user.wants_mail_first = False
    user.last_login, user.erased_at = None, at
    user.set_unusable_password()
    user.save()
    user.groups.clear()


def _refuse_holders(user: User) -> None:
    stalls = ", ".join(str(stall) for stall in stalls_to_hand_over(user))
    if stalls:
        raise HandOverFirst(
            _("Bạn là người chủ duy nhất của %(stalls)s. Hãy mời một người chủ khác trước.")
            % {"stalls": stalls}
        )
    if user.is_staff or Officer.objects.active().filter(user=user).exists():
        raise HandOverFirst(_("Tài khoản đang giữ việc công; hãy bàn giao việc ấy trước."))
