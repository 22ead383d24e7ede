"""A producer's vouchers: made in three taps, paused in one, counted to the đồng."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate

from marketplace.vouchers.models import Voucher
from marketplace.workspace.forms.vouchers import VoucherForm
from tests.factories import MembershipFactory
from tests.marketplace.stories import voucher_of
from tests.marketplace.workspace.test_delivery import as_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def stall(client):
    member = MembershipFactory()
    client.force_login(member.user)
    return member.producer


def page(name, stall, *more):
    return reverse(f"workspace:{name}", args=[stall.slug, *more])


@pytest.mark.parametrize(
    ("door", "kind", "amount"),
    [("tien-hang", "producer", 20_000), ("phi-giao", "freight", 30_000)],
)
def test_a_preset_is_saved_as_it_stands_and_twice_is_one(client, stall, door, kind, amount):
    address = page("new_voucher", stall, door)
    told = as_shown(client, address)

    answers = [client.post(address, told).status_code for _ in range(2)]

    assert answers == [302, 302]
    made = Voucher.objects.get()
    assert (made.kind, made.bearer, made.producer) == (kind, "producer", stall)
    assert (made.amount, made.budget, made.uses, made.uses_each) == (amount, 1_000_000, 50, 1)


def test_days_are_whole_days_of_here(client, stall):
    address, today = page("new_voucher", stall, "tien-hang"), localdate()
    told = as_shown(client, address) | {"first_day": f"{today}", "last_day": f"{today}"}

    client.post(address, told)

    made = Voucher.objects.get()
    midnight = datetime.combine(today, datetime.min.time(), get_current_timezone())
    assert (made.opens_at, made.ends_at) == (midnight, midnight + timedelta(days=1))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("budget", "1_000"),
        ("uses", "0"),
        ("uses_each", "1e3"),
        ("percent", "10"),
        ("amount", ""),
        ("code", "ab"),
        ("code", "CHÈTẾT"),
        ("code", "A" * 21),
        ("last_day", "2020-01-01"),
        ("last_day", "9999-12-31"),
        ("first_day", "hôm nay"),
        ("first_day", "0001-01-01"),
    ],
)
def test_a_slip_is_told_at_its_field_and_kept(client, stall, field, typed):
    address = page("new_voucher", stall, "tien-hang")

    answer = client.post(address, as_shown(client, address) | {field: typed})

    form = answer.context["form"]
    wrong = {"percent": "amount"}.get(field, field)
    assert (answer.status_code, set(form.errors), form[field].value()) == (422, {wrong}, typed)
    assert not Voucher.objects.exists()


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "３", "1_000", "NaN", "1" + "0" * 30, ""])
def test_a_budget_is_whole_dong_in_plain_digits(typed):
    assert VoucherForm.base_fields["budget"].clean("1.000.000") == 1_000_000

    with pytest.raises(ValidationError):
        VoucherForm.base_fields["budget"].clean(typed)


def test_a_share_of_the_price_needs_a_sum_it_ends_at(client, stall):
    address = page("new_voucher", stall, "tien-hang")
    told = as_shown(client, address) | {"amount": "", "percent": "10"}

    assert set(client.post(address, told).context["form"].errors) == {"most"}
    assert client.post(address, told | {"most": "50.000"}).status_code == 302
    assert Voucher.objects.values_list("percent", "most").get() == (10, 50_000)


def test_a_code_of_somebody_else_is_taken(client, stall):
    other = voucher_of(MembershipFactory().producer, code="CHETET26")
    address = page("new_voucher", stall, "tien-hang")

    answer = client.post(address, as_shown(client, address) | {"code": "che tet-26"})

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"code"})
    assert Voucher.objects.get() == other


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_says_how_each_stands(client, stall, rows, django_assert_num_queries):
    for _ in range(rows):
        voucher_of(stall, held=20_000, used=1, ends_at=localdate_far())

    client.get(page("vouchers", stall))
    with django_assert_num_queries(6):
        shown = client.get(page("vouchers", stall)).text.replace("\xa0", " ")

    assert shown.count("Đã dùng 1/10 lượt · đã giảm 0 ₫, đang giữ 20.000 ₫") == rows


def localdate_far():
    return datetime(2100, 1, 1, tzinfo=get_current_timezone())


def test_it_is_paused_and_taken_up_again(client, stall):
    voucher = voucher_of(stall, ends_at=localdate_far())

    for name, is_paused in [("voucher_pause", True)] * 2 + [("voucher_resumption", False)]:
        client.post(page(name, stall, voucher.pk))
        voucher.refresh_from_db()
        assert (voucher.paused_at is not None) is is_paused


def test_a_neighbours_voucher_is_not_there(client, stall):
    other = voucher_of(MembershipFactory().producer)

    assert client.post(page("voucher_pause", stall, other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.paused_at is None
