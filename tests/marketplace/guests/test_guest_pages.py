"""Orders without an account: followed by phone and code, opened by a link, taken home."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts import links
from accounts.models import Entry, Message, Unsubscription
from accounts.phone import to_national
from marketplace.orders import letters
from marketplace.orders.models import OrderGroup
from tests.factories import LotFactory, UserFactory
from tests.marketplace.stories import basket, buyer, hear, order, paid_order, tariffs

pytestmark = pytest.mark.django_db
TRACKING, ALL = reverse("guests:tracking"), reverse("guests:taking_all")
PHONE = "+84912345678"
PRIVATE = ("Trần Thị Mua", "Nà Làng", "400.000", PHONE, to_national(PHONE))


@pytest.fixture
def group():
    """Two packs, paid for by a guest."""
    return paid_order(2).group


@pytest.fixture
def another(group):
    payment = order(basket((LotFactory().pack, 1)), total=215_000, who=buyer(phone="+84987654321"))
    hear(payment, key="FT2")
    return payment.group


def page(name, group):
    return reverse(f"guests:{name}", args=[group.code])


def track(client, code, phone="0912 345 678"):
    return client.post(TRACKING, {"phone": phone, "code": code})


def open_link(client, group):
    return client.get(group.get_absolute_url(), {"k": group.token})


# By phone and code


@pytest.mark.parametrize("phone", ["0912345678", "+84 912 345 678", "84912345678"])
def test_phone_and_code_tell_how_far_it_is_and_nothing_else(client, group, phone):
    answer = track(client, f" {group.code.lower()}-1 ", phone)

    assert answer.headers["Location"] == page("order", group)
    told = client.get(answer.headers["Location"]).text
    assert "Chờ xác nhận" in told
    assert [words for words in PRIVATE if words in told] == []


def test_they_open_neither_the_order_nor_what_can_be_done_to_it(client, group):
    track(client, group.code)

    assert client.get(group.get_absolute_url()).status_code == 404
    assert client.post(page("renewal", group)).status_code == 404
    client.force_login(UserFactory())
    assert client.post(page("taking", group)).status_code == 404
    assert OrderGroup.objects.get().user is None


def test_they_open_no_other_order(client, group, another):
    track(client, group.code)

    assert client.get(page("order", another)).status_code == 404
    assert client.post(page("link", another)).status_code == 404


MISSES = {
    "wrong phone": lambda group: (group.code, "0987654320"),
    "wrong code": lambda _group: ("KHONGCOO", "0912345678"),
    "both wrong": lambda _group: ("KHONGCOO", "0987654320"),
    "another's phone": lambda group: (group.code, "0987654321"),
    "no phone at all": lambda group: (group.code, "không nhớ"),
}


def test_every_miss_gets_the_same_answer_for_the_same_work(client, group, another):
    assert another.pk
    answers = set()
    for miss in MISSES.values():
        code, phone = miss(group)
        with CaptureQueriesContext(connection) as asked:
            answer = track(client, code, phone)
        body = answer.text.replace(code, "").replace(phone, "")
        token = answer.context["csrf_token"]
        answers.add((answer.status_code, body.replace(str(token), ""), len(asked)))

    ((status, _body, queries),) = answers
    assert (status, queries) == (404, 3)
    assert "followed" not in client.session


def test_guessing_is_stopped_from_one_address(client, group):
    answers = [track(client, "KHONGCOO").status_code for _ in range(12)]

    assert answers == [404] * 10 + [429] * 2
    assert track(client, group.code).status_code == 429


def test_guessing_at_one_order_is_stopped_from_everywhere(client, group):
    answers = [
        client.post(
            TRACKING, {"phone": "0987654320", "code": group.code}, REMOTE_ADDR=f"192.0.2.{number}"
        ).status_code
        for number in range(31)
    ]

    assert answers == [404] * 30 + [429]


def test_an_empty_form_is_told_at_its_fields(client):
    answer = client.post(TRACKING, {"phone": "", "code": "\x00"})

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["code", "phone"]


# By the link


def test_the_link_is_sent_to_the_telephone_of_the_order_three_times_an_hour(client, group):
    track(client, group.code)

    for _ in range(4):
        client.post(page("link", group))

    sent = Message.objects.filter(kind="order_link")
    assert [(one.phone, one.body.count(letters.link(group))) for one in sent] == [(PHONE, 1)] * 3


def test_whoever_sees_the_order_whole_is_led_there(client, group):
    open_link(client, group)

    assert track(client, group.code).status_code == 302
    assert client.get(page("order", group)).headers["Location"] == group.get_absolute_url()


def test_a_link_that_is_withdrawn_opens_nothing_and_shuts_who_used_it(client, group):
    thief, old = client.__class__(), group.token
    for browser in (client, thief):
        open_link(browser, group)
    track(thief, group.code)

    client.post(page("renewal", group))

    assert client.get(group.get_absolute_url()).status_code == 200
    for address, told in ((group.get_absolute_url(), {"k": old}), (page("order", group), {})):
        assert thief.get(address, told).status_code == 404
    assert thief.get(group.get_absolute_url()).status_code == 404
    renewed = OrderGroup.objects.get()
    assert Message.objects.get(kind="order_link").body.count(letters.link(renewed)) == 1
    assert open_link(thief, renewed).status_code == 302


def test_a_link_is_not_renewed_without_end(client, group):
    open_link(client, group)

    for _ in range(4):
        client.post(page("renewal", group))

    assert Entry.objects.filter(verb="renewed_link").count() == 3
    assert client.get(group.get_absolute_url()).status_code == 200


# Into an account


def test_an_order_opened_by_its_link_goes_into_the_account_once(client, group):
    person = UserFactory()
    open_link(client, group)
    client.force_login(person)

    for _ in range(2):
        client.post(page("taking", group))

    assert OrderGroup.objects.get().user == person
    assert Entry.objects.filter(verb="took_order", actor=person).count() == 1
    assert group.code in client.get(reverse("orders:mine")).text


def test_an_order_in_an_account_is_not_taken_out_of_it(client, group):
    owner = UserFactory()
    OrderGroup.objects.update(user=owner)
    client.force_login(UserFactory())
    open_link(client, group)

    answer = client.post(page("taking", group), follow=True)

    assert "tài khoản khác" in answer.text
    assert OrderGroup.objects.get().user == owner


def test_all_orders_of_ones_confirmed_number_are_taken_and_no_others(client, group, another):
    person = UserFactory(phone=PHONE, phone_verified_at=now())
    client.force_login(person)
    assert "Có 1 đơn đặt bằng số của bạn" in client.get(reverse("orders:mine")).text

    for _ in range(2):
        client.post(ALL)

    assert list(OrderGroup.objects.filter(user=person)) == [group]
    assert Entry.objects.filter(verb="took_order").count() == 1
    mine = client.get(reverse("orders:mine")).text
    assert group.code in mine
    assert another.code not in mine


def test_nothing_is_taken_by_a_number_that_nobody_confirmed(client, group):
    client.force_login(UserFactory(phone=PHONE))

    answer = client.post(ALL, follow=True)

    assert "xác nhận số điện thoại" in answer.text
    assert group.code not in answer.text
    assert OrderGroup.objects.get().user is None


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_the_list_home_asks_two_questions_for_each_order(
    client, rows, django_assert_num_queries
):
    tariffs()
    for _ in range(rows):
        order(basket((LotFactory().pack, 1)), total=215_000)
    client.force_login(UserFactory(phone=PHONE, phone_verified_at=now()))

    with django_assert_num_queries(6 + 2 * rows):
        client.post(ALL)


def test_a_guest_is_written_to_in_the_language_of_the_order(client, group):
    OrderGroup.objects.update(language="en")
    track(client, group.code)

    client.post(page("link", group))

    message = Message.objects.get(kind="order_link")
    assert message.language == "en"
    assert message.subject == f"See order {group.code}"


def test_a_guest_leaves_messages_from_the_order_itself(client, group):
    open_link(client, group)

    choices = client.get(page("choices", group)).headers["Location"]
    client.post(choices, {"wanted": ["voices", "wishes"]})

    person = links.person_key(phone=PHONE, email="")
    assert list(Unsubscription.objects.values_list("person", "family")) == [(person, "shipping")]
