"""A product's page and a producer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from marketplace.cart.access import province_asked
from marketplace.storefront import access
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.pictures import emblem_address
from marketplace.storefront.queries import cards, front, goods
from marketplace.storefront.queries.returns import rules_told
from marketplace.storefront.queries.sending import sending
from marketplace.storefront.queries.voices import heard
from marketplace.storefront.structured import told, told_by_buyers
from marketplace.storefront.views.age import ask_age
from traceability.views.dossiers.linked import stars

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@kept
def product(request: HttpRequest, slug: str) -> HttpResponse:
    today, of_age = localdate(), access.is_of_age(request)
    asked = access.product_to_see(slug, on=today)
    policy = goods.policy_of(asked, on=today)
    if policy and policy.minimum_age and not of_age:
        return ask_age(request)
    page = goods.page_of(asked, policy, on=today)
    page["sending"] = sending(
        asked, page["offers"], policy, asked=province_asked(request), on=today
    )
    page["kin"] = goods.kin(asked, on=today, of_age=of_age)
    page |= heard(asked)
    page["claim_rules"] = rules_told(asked, page["offers"], policy, on=today)
    page["structured"] = told(
        asked, page["offers"], page["pictures"], stars(page["recognition"], on=today)
    ) | told_by_buyers(page["summary"], page["reviews"])
    return TemplateResponse(request, "storefront/product.html", page)


@require_safe
@kept
def producer(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    asked = access.producer_to_see(slug)
    listed = front.goods_of(asked, on=today, of_age=access.is_of_age(request))
    page = {
        "producer": asked,
        "chip": goods.chip(asked),
        "emblem": emblem_address(asked, width=320),
        "is_nobody": asked.kind == asked.Kind.UNKNOWN and not asked.is_claimed,
        "source": goods.public_source(asked.source_url),
        "places": front.places_of(asked),
        "goods": cards.cards(listed[:60], on=today),
    }
    return TemplateResponse(request, "storefront/producer.html", page)
