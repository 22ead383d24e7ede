"""A product's page and a producer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from marketplace.cart.access import province_asked
from marketplace.storefront import access, drawn, structured
from marketplace.storefront.addresses import absolute
from marketplace.storefront.destination import code_chosen
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.pictures import card_address, emblem_address, producer_card_address
from marketplace.storefront.queries import cards, front, goods
from marketplace.storefront.queries.kin import kin
from marketplace.storefront.queries.places import ATLAS, marks
from marketplace.storefront.queries.returns import rules_told
from marketplace.storefront.queries.sending import sending
from marketplace.storefront.queries.voices import contact_of, heard
from marketplace.storefront.views.age import ask_age
from marketplace.tales.queries import tales_of
from traceability.qr import svg
from traceability.queries.log_entries import statement_of_stars as statement_of
from traceability.views.dossiers.linked import stars
from traceability.views.telling import timeline

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from catalog.models import Policy, Product

Page = dict[str, Any]
MOST_GOODS = 60


@require_safe
@kept
def product(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    key = drawn.key(request, slug, on=today)
    parts = drawn.look_up(key, on=today)
    if parts is None:
        asked = access.product_to_see(slug, on=today)
        policy = goods.policy_of(asked, on=today)
        if policy and policy.minimum_age and not access.is_of_age(request):
            return ask_age(request)
        parts = drawn.put_by(key, drawn.draw(request, _page(request, asked, policy, on=today)))
    page = {"parts": parts.shown_to(request)}
    return TemplateResponse(request, "storefront/product.html", page)


def _page(request: HttpRequest, asked: Product, policy: Policy | None, *, on: date) -> Page:
    page = goods.page_of(asked, policy, on=on) | heard(asked)
    page["kin"] = kin(asked, on=on, of_age=access.is_of_age(request))
    page["claim_rules"] = rules_told(asked, page["offers"], policy, on=on)
    return page | _coming(page) | _sending(request, page, on=on) | _told(page, on=on)


def _coming(page: Page) -> Page:
    """The journey of the lot a buyer would get, and where on the map."""
    told, product = page["coming"], page["product"]
    places = [told.lot.origin, told.lot.workshop] if told else []
    return {
        "timeline": timeline(told.events) if told else [],
        "marks": marks(places, product.commune),
        "atlas": ATLAS,
    }


def _sending(request: HttpRequest, page: Page, *, on: date) -> Page:
    chosen = access.commune_chosen(code_chosen(request))
    told = sending(
        page["product"],
        page["offers"],
        page["policy"],
        chosen=chosen,
        asked=province_asked(request),
        on=on,
    )
    return {"sending": told}


def _told(page: Page, *, on: date) -> Page:
    """What machines are told, and who is sent a link."""
    product, recognition = page["product"], page["recognition"]
    given = stars(recognition, on=on)
    thing = structured.product(product, page["offers"], page["pictures"], given)
    thing |= structured.by_buyers(page["summary"], page["reviews"])
    return {
        "structured": [thing, structured.trail_of(product)],
        "card": absolute(card_address(product, stars=page["stars"])),
        "statement": statement_of(recognition),
    }


@require_safe
@kept
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The code of a product's page, to be printed and put up beside the goods."""
    return TemplateResponse(request, "storefront/code.html", {"product": _open(request, slug)})


@require_safe
def code_picture(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _open(request, slug)
    drawn = svg(absolute(shown.get_absolute_url()), title=shown.name)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _open(request: HttpRequest, slug: str) -> Product:
    """A product that this visitor may see; 404 before the age question is answered."""
    today = localdate()
    shown = access.product_to_draw(slug, on=today)
    policy = goods.policy_of(shown, on=today)
    if policy and policy.minimum_age and not access.is_of_age(request):
        raise Http404
    return shown


@require_safe
@kept
def producer(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    asked = access.producer_to_see(slug)
    listed = front.goods_of(asked, on=today, of_age=access.is_of_age(request))
    shown, places = cards.cards(listed[:MOST_GOODS], on=today), front.places_of(asked)
    page = {
        "producer": asked,
        "chip": goods.chip(asked),
        "emblem": emblem_address(asked, width=320),
        "is_nobody": asked.kind == asked.Kind.UNKNOWN and not asked.is_claimed,
        "source": goods.public_source(asked.source_url),
        "contact": contact_of(asked),
        "places": places,
        "marks": marks(places, asked.commune),
        "atlas": ATLAS,
        "goods": shown,
        "starred": sum(one["stars_state"] == "in_force" for one in shown),
        "structured": structured.organization(asked),
        "card": absolute(producer_card_address(asked)),
        "tales": tales_of(asked),
    }
    return TemplateResponse(request, "storefront/producer.html", page)
