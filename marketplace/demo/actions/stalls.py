"""The demo's stalls: claimed with a paper, approved by the officer, with places and people."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from catalog.actions import claims, members
from catalog.folding import fold
from catalog.models import Commune, CriteriaSet, Membership, Producer, Product
from catalog.slugs import free_slug
from marketplace.demo.clock import STALLS_OPENED, days_before
from marketplace.demo.papers import paper
from marketplace.demo.people import PEOPLE, STAFF, SUPPORTERS
from marketplace.demo.queries import owner, person, stall
from marketplace.demo.stalls import LISTED, STALLS, WAITING
from traceability.actions.places import add_place

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Claim
    from catalog.papers import Paper
    from marketplace.demo.cards import Stall


@transaction.atomic
def open_stalls(*, at: datetime) -> int:
    """Stalls that are not there yet, owned or waiting for their owner; say how many."""
    known = set(Producer.objects.filter(is_fictional=True).values_list("name", flat=True))
    missing = {key: card for key, card in STALLS.items() if card.name not in known}
    for key, card in missing.items():
        if card.owner:
            _open(key, card, at)
        else:
            _list_unclaimed(card, at)
    return len(missing)


@transaction.atomic
def gather_helpers(*, at: datetime) -> int:
    """Staff and supporters, by the owners' word; say how many joined."""
    joined = 0
    helps = [(helper, key, Membership.Role.STAFF) for helper, key in STAFF.items()]
    helps += [
        (helper, key, Membership.Role.SUPPORTER)
        for helper, keys in SUPPORTERS.items()
        for key in keys
    ]
    for helper, key, role in helps:
        producer = stall(key)
        if not Membership.objects.filter(producer=producer, user=person(helper)).exists():
            members.add_member(
                producer=producer,
                phone=PEOPLE[helper].phone,
                role=role,
                by=owner(key),
                at=days_before(at, STALLS_OPENED - 2),
            )
            joined += 1
    return joined


def _open(key: str, card: Stall, at: datetime) -> None:
    claim = claims.open_stall(
        name=card.name,
        kind=card.kind,
        commune=_commune(card),
        claimant=person(card.owner),
        document=_registration(card),
        note="",
        at=days_before(at, STALLS_OPENED, hour=8),
    )
    _mark_fictional(claim, card)
    by = person("province")
    opened = days_before(at, STALLS_OPENED, hour=15)
    claims.decide_claim(claim=claim, approved=True, reason="", by=by, at=opened)
    for spot in card.spots.values():
        add_place(
            producer=claim.producer,
            name=spot.name,
            kind=spot.kind,
            commune=claim.producer.commune or _commune(card),
            latitude=Decimal(spot.latitude),
            longitude=Decimal(spot.longitude),
            gln=spot.gln,
            by=owner(key),
            at=days_before(at, STALLS_OPENED - 1),
        )


def _mark_fictional(claim: Claim, card: Stall) -> None:
    producer = claim.producer
    producer.is_fictional = True
    producer.address, producer.story, producer.story_en = card.address, card.story, card.story_en
    producer.save(update_fields=["is_fictional", "address", "story", "story_en"])


def _list_unclaimed(card: Stall, at: datetime) -> None:
    """As the register lists a producer: nobody's, with a product that has no pack and no price."""
    commune = _commune(card)
    producer = Producer.objects.create(
        name=card.name,
        slug=free_slug(Producer, card.name),
        folded=fold(card.name),
        kind=card.kind,
        commune=commune,
        province=commune.province,
        address=card.address,
        is_fictional=True,
    )
    _list_product(producer, at)
    claims.file_claim(
        producer=producer,
        claimant=person(WAITING[1]),
        document=_registration(card),
        note="Tôi làm củ cải khô mười năm nay, xin nhận gian hàng này (yêu cầu mẫu).",
        at=days_before(at, 1, hour=10),
    )


def _list_product(producer: Producer, at: datetime) -> None:
    _, name, name_en, set_number = LISTED
    criteria_set = CriteriaSet.objects.select_related("shelf").get(number=set_number)
    product = Product(
        producer=producer,
        name=name,
        name_en=name_en,
        slug=free_slug(Product, name),
        criteria_set=criteria_set,
        shelf=criteria_set.shelf,
        province=producer.province,
        commune=producer.commune,
        published_at=days_before(at, STALLS_OPENED),
    )
    product.searchable = product.text_to_search()
    product.save()


def _commune(card: Stall) -> Commune:
    return Commune.objects.of_today().select_related("province").get(code=card.commune)


def _registration(card: Stall) -> Paper:
    lines = [f"Tên: {card.name}", f"Địa chỉ: {card.address}", "Chủ thể này không có thật."]
    return paper(title="Giấy chứng nhận đăng ký (mẫu)", lines=lines)
