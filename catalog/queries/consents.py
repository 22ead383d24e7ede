"""Who helps whom, since when and until when, and what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Entry, label
from catalog.folding import fold
from catalog.models import Consent, Membership, Producer

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User

MOST_ACTS = 30
MOST_FOUND = 8


def helped_by(user: User) -> list[Producer]:
    """The producers this person helps now."""
    held = Membership.objects.active().filter(user=user, role=Membership.Role.SUPPORTER)
    rows = Producer.objects.filter(pk__in=held.values("producer"))
    return list(rows.select_related("commune", "province"))


def asked_by(user: User, *, at: datetime) -> QuerySet[Consent]:
    """Consents given to this person that lead to no stall yet, or to a claim that waits."""
    standing = Consent.objects.standing(at=at).filter(supporter=user)
    return standing.filter(producer__isnull=True).select_related("person")


def given_by(user: User, *, at: datetime) -> QuerySet[Consent]:
    """Whom this person lets work for them."""
    standing = Consent.objects.standing(at=at).filter(person=user)
    return standing.select_related("supporter", "producer")


def supporters_of(producer: Producer) -> QuerySet[Membership]:
    held = producer.memberships.active().filter(role=Membership.Role.SUPPORTER)
    return held.select_related("user").order_by("consented_at", "pk")


def stalls_of(person: User) -> list[Producer]:
    """Those that are this person's own."""
    return list(Producer.objects.owned_by(person).select_related("commune", "province"))


def unclaimed_called(typed: str) -> list[Producer]:
    """Producers of the register that nobody has proved to be, by a part of the name."""
    wanted = fold(typed)
    if not wanted:
        return []
    rows = Producer.objects.filter(claimed_at__isnull=True, folded__contains=wanted)
    named = rows.exclude(kind=Producer.Kind.UNKNOWN).select_related("commune", "province")
    return list(named.order_by("name", "pk")[:MOST_FOUND])


def acts(producer: Producer, people: list[int]) -> list[Entry]:
    """What these people did for a producer, the latest first."""
    done = Entry.objects.filter(actor__in=people, on_behalf_of=label(producer))
    return list(done.select_related("actor").order_by("-pk")[:MOST_ACTS])
