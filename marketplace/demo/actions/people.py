"""Accounts and official posts of the demo's people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from catalog.models import Commune, Officer, Province
from marketplace.demo.cards import PASSWORD
from marketplace.demo.clock import STALLS_OPENED, days_before
from marketplace.demo.people import PEOPLE, POSTS
from marketplace.demo.queries import person

if TYPE_CHECKING:
    from datetime import datetime

HOME = "22"  # Quảng Ninh


@transaction.atomic
def open_accounts(*, at: datetime) -> int:
    """Accounts for those of PEOPLE who have none; say how many. One password, hashed once."""
    known = set(User.objects.values_list("phone", flat=True))
    missing = [card for card in PEOPLE.values() if card.phone not in known]
    joined = days_before(at, STALLS_OPENED + 1)
    password = make_password(PASSWORD) if missing else ""
    for card in missing:
        User.objects.create(
            phone=card.phone,
            full_name=card.name,
            password=password,
            phone_verified_at=joined,
            joined_at=joined,
            is_staff=card.is_operator,
            is_superuser=card.is_operator,
        )
    return len(missing)


@transaction.atomic
def appoint_officers(*, at: datetime) -> int:
    """Posts for those of POSTS who have none; say how many."""
    appointed = 0
    for key, (commune_code, office) in POSTS.items():
        commune = Commune.objects.of_today().get(code=commune_code) if commune_code else None
        _, is_new = Officer.objects.get_or_create(
            user=person(key),
            defaults={
                "province": Province.objects.get(code=HOME),
                "commune": commune,
                "office": office,
                "appointed_at": days_before(at, STALLS_OPENED + 1),
            },
        )
        appointed += is_new
    return appointed
