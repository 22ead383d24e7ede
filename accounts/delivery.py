"""Carrying one message: begin a try and write it down, ask the channel, write down the answer.

The channel is asked between two transactions, never inside one. An open try is a lease: while it
is fresh nobody else begins, once it is old its worker is taken for dead and the try counts as
unanswered. So a message goes once through a channel whoever dies when (``docs/notices.md``).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import links
from accounts.language import speaking
from accounts.messages import kinds, plans, registry
from accounts.messages.channels.contract import (
    Busy,
    Letter,
    Refused,
    Unanswered,
    Unavailable,
)
from accounts.models import Attempt, Message, Unsubscription, User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from accounts.messages.channels.contract import Channel

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
"""Far longer than any channel may take to answer."""
Outcome, State = Attempt.Outcome, Message.State
CARRIED = (Outcome.TAKEN, Outcome.DELIVERED)


@dataclass(frozen=True, slots=True)
class Begun:
    """A try that stands open: which channel is to be asked for what."""

    attempt: int
    channel: str
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it."""

    outcome: Attempt.Outcome
    external_id: str = ""
    again_in: timedelta | None = None


def deliver(*, message: int, clock: Callable[[], datetime]) -> None:
    """Try to carry a message (of a key) until a channel takes it or it has to wait.

    What is carried, unwanted or under way elsewhere is left as it is. Inside a transaction this is
    a ``RuntimeError``.
    """
    while begun := _begin(message, clock()):
        answer = _ask(registry.channel(begun.channel), begun.letter)
        _end(begun.attempt, answer, clock())


def earliest(kind: str, at: datetime) -> datetime:
    """When a message of this kind may go that is ready now: at night only what is urgent."""
    quiet = settings.QUIET_HOURS
    if quiet is None or kinds.trait(kind).is_urgent:
        return at
    return max(at, quiet.next_allowed(localtime(at)))


@transaction.atomic(durable=True)
def _begin(key: int, at: datetime) -> Begun | None:
    message = Message.objects.select_for_update().filter(pk=key, state=State.WAITING).first()
    if message is None or _is_under_way(message, at):
        return None
    if _is_unwanted(message):
        _close(message, State.UNWANTED)
        return None
    letter = _letter(message)
    match _next_step(message, letter, at):
        case plans.Try(channel):
            return _open(message, channel, letter, at)
        case plans.Wait(until):
            _put_off(message, earliest(message.kind, until))
        case plans.GiveUp():
            _close(message, State.GIVEN_UP)
            log.warning("message %s (%s) was given up", message.pk, message.kind)
    return None


def _next_step(message: Message, letter: Letter, at: datetime) -> plans.Step:
    """Nothing out of its hours or after its time; else what was tried decides."""
    good_for = message.trait.good_for
    if good_for is not None and at > message.written_at + good_for:
        return plans.GiveUp()
    if earliest(message.kind, at) > at:
        return plans.Wait(at)
    tried = [
        plans.Tried(
            channel=one.channel, outcome=one.outcome, at=one.begun_at, again_at=one.again_at
        )
        for one in message.attempts.all()
    ]
    urgent = message.trait.is_urgent
    return plans.next_step(_ways(message, letter), tried, is_urgent=urgent, at=at)


def _open(message: Message, name: str, letter: Letter, at: datetime) -> Begun:
    attempt = Attempt.objects.create(message=message, channel=name, begun_at=at)
    _put_off(message, at + LEASE)
    told = {field: getattr(letter, field) for field in Letter.__slots__}
    told["report_url"] = links.report_url(attempt)
    return Begun(attempt.pk, name, Letter(**told))


def _is_under_way(message: Message, at: datetime) -> bool:
    """Whether somebody is at it; who has been for too long is taken for dead."""
    open_ = message.attempts.filter(outcome=Outcome.BEGUN).first()
    if open_ is None:
        return False
    if open_.begun_at + LEASE > at:
        return True
    open_.outcome, open_.ended_at = Outcome.UNANSWERED, at
    open_.save(update_fields=["outcome", "ended_at"])
    return False


def _is_unwanted(message: Message) -> bool:
    trait = message.trait
    if trait.is_essential:
        return False
    person = links.person_key(phone=message.phone, email=message.email)
    return Unsubscription.objects.filter(person=person, family=trait.family).exists()


def _ways(message: Message, letter: Letter) -> list[plans.Way]:
    """The channels that could carry it, as this person wishes to have them."""
    names = list(registry.channels())
    if message.trait.by_phone_only:
        names = [name for name in names if name != registry.MAIL]
    elif message.email and _wants_mail_first(message.phone):
        names.sort(key=lambda name: name != registry.MAIL)
    able = [(name, registry.channel(name)) for name in names]
    return [
        plans.Way(channel=name, knows_again=one.knows_again)
        for name, one in able
        if one.can_carry(letter)
    ]


def _wants_mail_first(phone: str) -> bool:
    return User.objects.filter(phone=phone, wants_mail_first=True).exists()


def _letter(message: Message) -> Letter:
    body, leave = message.body, ""
    if not message.trait.is_essential:
        leave = links.leave_url(message)
        with speaking(message.language):
            body = f"{body}\n\n{_('Thôi nhận những tin như thế này: %(link)s') % {'link': leave}}"
    return Letter(
        reference=links.reference(message),
        kind=message.kind,
        language=message.language,
        phone=message.phone,
        email=message.email,
        subject=message.subject,
        body=body,
        short=message.short,
        words=message.words,
        leave_url=leave,
    )


def _put_off(message: Message, until: datetime) -> None:
    message.due_at = until
    message.save(update_fields=["due_at"])


def _close(message: Message, state: Message.State) -> None:
    """Nothing more is tried."""
    message.state = state
    message.save(update_fields=["state"])


def _ask(channel: Channel, letter: Letter) -> Answer:
    """What the channel says; whatever else goes wrong, it may have been taken."""
    try:
        receipt = channel.send(letter)
    except Busy as failure:
        return Answer(outcome=Outcome.BUSY, again_in=failure.again_in)
    except Unavailable:
        return Answer(outcome=Outcome.AWAY)
    except Refused:
        return Answer(outcome=Outcome.REFUSED)
    except Unanswered:
        return Answer(outcome=Outcome.UNANSWERED)
    except Exception as failure:  # noqa: BLE001 (a faulty channel stops no other message)
        log.warning("a channel broke its promise: %s", type(failure).__name__)
        return Answer(outcome=Outcome.UNANSWERED)
    return Answer(outcome=Outcome.TAKEN, external_id=receipt.external_id[:100])


@transaction.atomic(durable=True)
def _end(attempt: int, answer: Answer, at: datetime) -> None:
    """Write the answer down; one that comes after its lease changes what is not settled yet."""
    message = Message.objects.select_for_update(of=("self",)).get(attempts=attempt)
    tried = message.attempts.get(pk=attempt)
    if tried.outcome == Outcome.BEGUN or (
        answer.outcome == Outcome.TAKEN and tried.outcome == Outcome.UNANSWERED
    ):
        settle(message, tried, answer.outcome, at, external_id=answer.external_id)
        if answer.again_in:
            tried.again_at = at + answer.again_in
            tried.save(update_fields=["again_at"])


def settle(
    message: Message,
    tried: Attempt,
    outcome: Attempt.Outcome,
    at: datetime,
    *,
    external_id: str = "",
) -> None:
    """Give a try its outcome, and the message with it, whose row the caller has locked."""
    beside = message.attempts.filter(channel=tried.channel, outcome__in=CARRIED)
    if outcome in CARRIED and beside.exclude(pk=tried.pk).exists():
        outcome = Outcome.UNANSWERED
    tried.outcome, tried.ended_at = outcome, at
    tried.external_id = external_id or tried.external_id
    tried.save(update_fields=["outcome", "ended_at", "external_id"])
    if outcome in CARRIED and message.state != State.SENT:
        message.state, message.sent_at = State.SENT, at
        message.save(update_fields=["state", "sent_at"])
