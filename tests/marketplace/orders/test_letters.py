"""What buyers are told fits an SMS, with its link, and is in the language of the order."""

from __future__ import annotations

import pytest
from django.utils import translation

from accounts.messages.kinds import Kind
from accounts.messages.segments import fits
from accounts.models import Message
from marketplace.orders import letters
from marketplace.orders.models import Parcel
from tests.factories import MIDDAY
from tests.marketplace.stories import pending_payment

pytestmark = pytest.mark.django_db
LETTERS = {
    Kind.PAID: lambda group: letters.tell_paid(group, at=MIDDAY),
    Kind.SHIPPED: lambda group: letters.tell_shipped(
        group.orders.get(), Parcel(carrier="Bưu điện", tracking="VN1"), at=MIDDAY
    ),
    Kind.STRAY_MONEY: lambda group: letters.tell_stray(group, key="1", at=MIDDAY),
    Kind.ORDER_LINK: lambda group: letters.tell_link(group, key="1", at=MIDDAY),
}


@pytest.fixture
def group():
    """Placed by a guest whose page was in English."""
    with translation.override("en"):
        return pending_payment().group


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_is_in_the_language_of_the_order_and_fits_an_sms(group, kind):
    LETTERS[kind](group)

    message = Message.objects.get()
    link = letters.link(group)
    assert (message.kind, message.language) == (kind, "en")
    assert not [word for word in ("Đơn", "đơn", "Xem", "của") if word in message.body]
    assert (message.body.count(link), message.short.count(link)) == (1, 1)
    assert fits(message.short)


@pytest.mark.parametrize("kind", LETTERS)
def test_even_a_long_address_of_the_market_leaves_room(group, kind, settings):
    settings.SITE_URL = "https://cho-nong-san-ocop.quangninh.example"
    group.language = "vi"

    LETTERS[kind](group)

    message = Message.objects.get()
    assert fits(message.short)
    assert letters.link(group) in message.short
