"""The only doors from an address to a stall, a product or a file: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.models import (
    Amendment,
    Claim,
    Consent,
    Membership,
    Officer,
    Pack,
    Producer,
    Product,
    Recognition,
    SellerPaper,
    Succession,
    Synonym,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


LARGEST_KEY = 10**18


def stall(user: User, slug: str) -> Producer:
    """A producer for whom this person may act."""
    stalls = Producer.objects.run_by(user).select_related("commune", "province")
    return get_object_or_404(stalls, slug=slug)


def owned_stall(user: User, slug: str) -> Producer:
    """A producer that is this person's own: only owners choose who else may act."""
    owned = Producer.objects.owned_by(user).select_related("commune", "province")
    return get_object_or_404(owned, slug=slug)


def consent_asked(user: User, pk: int) -> Consent:
    """A consent that this person asked for."""
    asked = Consent.objects.filter(supporter=user, ended_at__isnull=True)
    return get_object_or_404(
        asked.select_related("person", "supporter"), pk=pk if pk < LARGEST_KEY else None
    )


def consent_to_claim_with(user: User, pk: int, *, at: datetime) -> Consent:
    """A consent to this person that stands and was used for no stall yet."""
    open_ = Consent.objects.standing(at=at).filter(supporter=user, producer__isnull=True)
    return get_object_or_404(
        open_.select_related("person", "supporter"), pk=pk if pk < LARGEST_KEY else None
    )


def consent_given(user: User, pk: int) -> Consent:
    """A consent that this person gave."""
    given = Consent.objects.filter(person=user).select_related("supporter")
    return get_object_or_404(given, pk=pk if pk < LARGEST_KEY else None)


def succession_to_take(user: User, pk: int, *, at: datetime) -> Succession:
    """A stall that is offered to this person, or that they have taken."""
    found = Succession.objects.select_related("owner__user", "owner__producer")
    mine = found.open(at=at).to(user) | found.filter(accepted_by=user)
    return get_object_or_404(mine, pk=pk if pk < LARGEST_KEY else None)


def succession_offered(producer: Producer, pk: int) -> Succession:
    """What its owner has offered, and nobody has taken."""
    offered = Succession.objects.filter(owner__producer=producer, accepted_at=None)
    return get_object_or_404(offered.select_related("owner"), pk=pk if pk < LARGEST_KEY else None)


def supporter_of(producer: Producer, pk: int) -> Membership:
    """Somebody who works at this stall to help."""
    helping = producer.memberships.active().filter(role=Membership.Role.SUPPORTER)
    return get_object_or_404(helping.select_related("user"), pk=pk if pk < LARGEST_KEY else None)


def product_to_manage(user: User, producer: str, slug: str) -> Product:
    """A product of that stall, when this person may act for it."""
    products = Product.objects.managed_by(user).select_related(
        "producer__commune", "producer__province", "commune", "criteria_set", "shelf"
    )
    return get_object_or_404(products, producer__slug=producer, slug=slug)


def pack_of(product: Product, pk: int) -> Pack:
    return get_object_or_404(product.packs, pk=pk)


def paper_of(producer: Producer, pk: int) -> SellerPaper:
    """A paper of this stall whose picture is still there."""
    papers = producer.seller_papers.exclude(file="")
    return get_object_or_404(papers, pk=pk if pk < LARGEST_KEY else None)


def paper_to_judge(user: User, pk: int) -> SellerPaper:
    """A paper of a seller in this officer's area, but for those that were replaced."""
    papers = SellerPaper.objects.exclude(state=SellerPaper.State.REPLACED).filter(
        producer__in=Producer.objects.overseen_by(user)
    )
    found = papers.select_related("producer__commune", "product", "submitted_by", "decided_by")
    return get_object_or_404(found, pk=pk if pk < LARGEST_KEY else None)


def paper_to_read(user: User, pk: int) -> SellerPaper:
    """The same, where its picture is still there."""
    paper = paper_to_judge(user, pk)
    if not paper.file:
        raise Http404
    return paper


def amendment_of(product: Product, pk: int) -> Amendment:
    """What the stall of this product has proposed for it."""
    return get_object_or_404(product.amendments, pk=pk if pk < LARGEST_KEY else None)


def amendment_to_judge(user: User, pk: int) -> Amendment:
    """A proposal about goods made in this officer's area."""
    asked = Amendment.objects.filter(product__producer__in=Producer.objects.overseen_by(user))
    found = asked.select_related("product__producer", "asked_by")
    return get_object_or_404(found, pk=pk if pk < LARGEST_KEY else None)


def producer_to_claim(slug: str) -> Producer:
    """A producer that nobody has proved to be yet; a nameless one is nobody's to claim."""
    unclaimed = Producer.objects.filter(claimed_at__isnull=True)
    named = unclaimed.exclude(kind=Producer.Kind.UNKNOWN)
    return get_object_or_404(named.select_related("commune", "province"), slug=slug)


def post(user: User) -> Officer:
    """The office this person holds, or 404 for everybody else."""
    posts = Officer.objects.active().select_related("province", "commune")
    found = posts.filter(user=user).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def claim_to_decide(user: User, pk: int) -> Claim:
    claims = Claim.objects.select_related("producer", "claimant")
    return get_object_or_404(claims, pk=pk, producer__in=Producer.objects.overseen_by(user))


def product_overseen(user: User, slug: str) -> Product:
    products = Product.objects.select_related("producer")
    return get_object_or_404(products, slug=slug, producer__in=Producer.objects.overseen_by(user))


def recognition_to_verify(user: User, pk: int) -> Recognition:
    reported = Recognition.objects.select_related("product__producer")
    return get_object_or_404(
        reported,
        pk=pk,
        verified_at__isnull=True,
        product__producer__in=Producer.objects.overseen_by(user),
    )


def synonym_to_end(user: User, pk: int, *, on: date) -> Synonym:
    """A synonym in force, for any officer: words are the whole market's."""
    post(user)
    return get_object_or_404(Synonym.objects.in_force(on=on), pk=pk)
