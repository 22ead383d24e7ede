"""Seeding fills an empty demo market, once."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Entry, User
from catalog.models import Claim, Producer, Product
from marketplace.demo.actions import orders
from marketplace.demo.cards import PASSWORD
from marketplace.demo.lots import BATCHES
from marketplace.demo.orders import PURCHASES
from marketplace.demo.people import BUYERS, PEOPLE
from marketplace.demo.queries import person, stall
from marketplace.demo.stalls import STALLS
from marketplace.orders.models import Order, OrderGroup
from marketplace.payments.models import Notice
from tests.factories import MIDDAY
from tests.marketplace.demo.conftest import seed
from traceability.models import Lot

BUYER = BUYERS["guest-ha-noi"].name


def counts():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_everything_on_the_cards_is_there(market):
    fictional = Producer.objects.filter(is_fictional=True)
    assert {
        "people": User.objects.count(),
        "stalls": fictional.count(),
        "packs": fictional.filter(products__packs__isnull=False).values("products__packs").count(),
        "lots": Lot.objects.count(),
        "purchases": OrderGroup.objects.count(),
        "register": Product.objects.filter(register_key__isnull=False).count(),
    } == {
        "people": len(PEOPLE),
        "stalls": len(STALLS),
        "packs": 41,
        "lots": len(BATCHES),
        "purchases": len(PURCHASES),
        "register": 173,
    }


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=40)])
def test_seeding_again_changes_nothing(market, later):
    before = counts()

    said = seed(at=MIDDAY + later)

    assert counts() == before
    assert said.count(": thêm 0.") == 26


def test_an_order_interrupted_before_it_was_paid_is_gone_on_with(market):
    card = next(card for card in PURCHASES if card.key == "two-stalls")
    interrupted = replace(card, key="interrupted", until="awaiting_payment", minutes_ago=20 * 60)
    orders.place_purchases(at=MIDDAY, cards=[interrupted])

    went_on = orders.place_purchases(at=MIDDAY, cards=[replace(interrupted, until="shipped")])

    group = OrderGroup.objects.get(placed_at=MIDDAY - timedelta(hours=20), buyer_name=BUYER)
    assert went_on == 1
    assert [order.state for order in group.orders.all()] == [Order.State.SHIPPED] * 2


@pytest.mark.parametrize("command", ["seed_demo", "demo_welcome"])
def test_only_a_demo_market_is_seeded_and_shown(settings, command):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command(command)


def test_a_moment_needs_its_time_zone():
    with pytest.raises(CommandError):
        call_command("seed_demo", "--at", "2026-11-21T12:00")


def test_everybody_signs_in_with_the_printed_password(market):
    able = [card for card in PEOPLE.values() if User.objects.get(phone=card.phone).is_active]
    assert len(able) == len(PEOPLE)
    assert person("shopper").check_password(PASSWORD)
    operators = {user.phone for user in User.objects.filter(is_superuser=True)}
    assert operators == {PEOPLE[name].phone for name in ("operator", "treasurer")}


def test_a_supporter_helps_two_stalls_and_staff_one(market):
    helped = set(Producer.objects.run_by(person("supporter")))
    assert helped == {stall("na-lang"), stall("ong-chiu")}
    assert list(Producer.objects.run_by(person("na-lang-staff"))) == [stall("na-lang")]


def test_one_claim_waits_for_an_officer(market):
    claim = Claim.objects.pending().get()
    assert claim.producer == stall("ba-cai")
    assert claim.claimant == person("claimant")
    assert list(Producer.objects.overseen_by(person("province")).filter(pk=claim.producer_id))


def test_money_came_by_signed_notices(market):
    outcomes = Counter(Notice.objects.values_list("outcome", flat=True))
    paid = sum(card.until not in {"awaiting_payment", "cancelled"} for card in PURCHASES)
    assert outcomes == {"settled": paid, "underpaid": 1, "unmatched": 1}


def test_nothing_happened_after_the_moment_of_seeding(market):
    of_the_demo = Entry.objects.exclude(verb="listed_from_register")
    assert of_the_demo.filter(at__gt=MIDDAY).count() == 0
    assert of_the_demo.count() > 300
