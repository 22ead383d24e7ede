"""The only doors from an address to a stall, a product or a file: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.models import Claim, Officer, Pack, Producer, Product, Recognition

if TYPE_CHECKING:
    from accounts.models import User


def stall(user: User, slug: str) -> Producer:
    """A producer for whom this person may act."""
    stalls = Producer.objects.run_by(user).select_related("commune", "province")
    return get_object_or_404(stalls, slug=slug)


def owned_stall(user: User, slug: str) -> Producer:
    """A producer that is this person's own: only owners choose who else may act."""
    owned = Producer.objects.owned_by(user).select_related("commune", "province")
    return get_object_or_404(owned, slug=slug)


def product_to_manage(user: User, producer: str, slug: str) -> Product:
    """A product of that stall, when this person may act for it."""
    products = Product.objects.managed_by(user).select_related(
        "producer__commune", "producer__province", "commune", "criteria_set", "shelf"
    )
    return get_object_or_404(products, producer__slug=producer, slug=slug)


def pack_of(product: Product, pk: int) -> Pack:
    return get_object_or_404(product.packs, pk=pk)


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
