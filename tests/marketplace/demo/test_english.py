"""In English, the demo's pages keep Vietnamese for names and for what people wrote themselves."""

from __future__ import annotations

import re
from http import HTTPStatus
from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse

from catalog.models import Product
from marketplace.demo.queries import code_to_scan, owner, person, stall
from marketplace.orders.models import Order
from marketplace.payments.models import Payment
from tests.factories import TODAY
from tools.source_words import spoken
from tools.vietnamese import has_letters_of_its_own
from tools.word_faults import to_be_said
from traceability.models import Lot

NOWHERE = "/khong-co-trang-nay/"
NEVER_ISSUED = "/truy-xuat/ma/KHONGCO123/"
WORD = re.compile(r"[^\W\d_]+")
TEXTS = (models.CharField, models.TextField, models.JSONField)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("market")]


@pytest.fixture
def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def shop(english):
    """A visitor's walk, with a basket, up to an order that waits for its money."""
    pack = Lot.objects.sellable(on=TODAY).first().pack
    english.post(reverse("cart:line", args=[pack.pk]), {"quantity": "1"})
    return [
        reverse("storefront:home"),
        reverse("storefront:search") + "?q=tra",
        reverse("storefront:search") + "?q=khong-co-mon-nay",
        pack.product.get_absolute_url(),
        pack.product.producer.get_absolute_url(),
        pack.product.shelf.get_absolute_url(),
        Product.objects.filter(producer__is_fictional=False).first().get_absolute_url(),
        *(reverse("storefront:page", args=[slug]) for slug in ("gioi-thieu", "cach-xep-hang")),
        reverse("cart:cart"),
        reverse("checkout:checkout"),
        reverse("guests:tracking"),
        *(reverse(f"account_{name}") for name in ("login", "signup", "request_login_code")),
        NOWHERE,
    ]


def scanned(english):
    """What somebody sees who scans, or types a code that was never issued."""
    code = code_to_scan()
    return [
        reverse("scan:lookup"),
        reverse("scan:item", args=[code.serial]),
        reverse("scan:lot", args=[code.lot.trace_code]),
        NEVER_ISSUED,
    ]


def buying(english):
    """A shopper's own orders, in every state, and a payment."""
    english.force_login(person("shopper"), backend=settings.AUTHENTICATION_BACKENDS[0])
    orders = Order.objects.filter(group__user=person("shopper")).select_related("group")
    payments = Payment.objects.filter(group__in=orders.values("group"))
    return [
        reverse("accounts:home"),
        reverse("orders:mine"),
        *{order.group.get_absolute_url() for order in orders},
        *(reverse("payments:pay", args=[payment.reference]) for payment in payments),
    ]


def selling(english):
    """A producer's workspace: the day, goods, lots, labels, orders and people."""
    english.force_login(owner("na-lang"), backend=settings.AUTHENTICATION_BACKENDS[0])
    mine = stall("na-lang")
    here = [mine.slug]
    lot = mine.lots.first()
    order = Order.objects.filter(producer=mine, paid_at__isnull=False).first()
    rooms = ("stall", "orders", "products", "new_product", "members")
    return [
        reverse("workspace:home"),
        *(reverse(f"workspace:{room}", args=here) for room in rooms),
        reverse("workspace:product", args=[*here, mine.products.first().slug]),
        reverse("workspace:order", args=[*here, order.code]),
        *(reverse(f"traceability:{room}", args=here) for room in ("places", "lots", "new_lot")),
        *(
            reverse(f"traceability:{room}", args=[*here, lot.code])
            for room in ("lot", "labels", "new_document")
        ),
    ]


def deciding(english):
    """An officer's desk."""
    english.force_login(person("province"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return [reverse("officer:home")]


@pytest.mark.parametrize("walk", [shop, scanned, buying, selling, deciding])
def test_a_page_in_english_says_nothing_else(english, walk):
    answers = {address: english.get(address, follow=True) for address in walk(english)}
    known = Content()
    left = {address: known.taken_out_of(answer) for address, answer in answers.items()}

    refused = {
        address for address, answer in answers.items() if answer.status_code != HTTPStatus.OK
    }
    assert refused <= {NOWHERE, NEVER_ISSUED}
    assert {address: texts for address, texts in left.items() if texts} == {}


def test_a_vietnamese_word_would_be_seen(english):
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    left = Content().taken_out_of(english.get(reverse("cart:cart")))

    assert "Giỏ hàng" in left


class Content:
    """What people wrote into the market: names, stories, addresses, in their own language."""

    def __init__(self):
        self.by_word = {}
        for text in chain.from_iterable(texts(model) for model in apps.get_models()):
            if has_letters_of_its_own(text):
                first = next(word for word in WORD.findall(text) if has_letters_of_its_own(word))
                self.by_word.setdefault(first, set()).add(text)

    def taken_out_of(self, answer):
        """The Vietnamese of a page that nobody wrote into the market."""
        said = {" ".join(text.split()) for text in spoken(answer.content.decode())}
        return sorted(text for text in said if has_letters_of_its_own(self._rest(text)))

    def _rest(self, text):
        rest = text
        for word in WORD.findall(text):
            for written in sorted(self.by_word.get(word, ()), key=len, reverse=True):
                rest = rest.replace(written, " ")
        return to_be_said(rest)


def texts(model):
    names = [field.name for field in model._meta.fields if isinstance(field, TEXTS)]
    rows = model._base_manager.values_list(*names) if names else []
    return (line for row in rows for value in row for line in lines(value))


def lines(value):
    if isinstance(value, str):
        return [" ".join(line.split()) for line in {value, *value.splitlines()}]
    if isinstance(value, dict):
        return chain.from_iterable(lines(part) for part in value.values())
    if isinstance(value, list):
        return chain.from_iterable(lines(part) for part in value)
    return []
