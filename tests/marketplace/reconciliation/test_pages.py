"""What operators see of differences, and what they do about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now

from marketplace.reconciliation.actions.comparing import reconcile
from marketplace.reconciliation.models import Difference, OutsideReport
from tests.factories import UserFactory
from tests.town_keys import difference

pytestmark = pytest.mark.django_db
DESK = reverse("reconciliation:desk")
REPORT = reverse("reconciliation:report")


@pytest.fixture
def operator(client):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    return user


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_lists_what_is_open_in_as_many_queries(client, django_assert_num_queries, number):
    for n in range(number):
        Difference.objects.filter(pk=difference().pk).update(reference=f"CGMAU{n}")
    reconcile(day=localdate() - timedelta(days=1), at=now() - timedelta(days=2))
    Difference.objects.update(closed_at=None, ending="")

    with django_assert_num_queries(9):
        page = client.get(DESK).content.decode()

    assert [f"CGMAU{n}" in page for n in range(3)] == [n < number for n in range(3)]
    assert page.count("399.000") == number


@pytest.mark.usefixtures("operator")
def test_before_the_first_run_the_desk_says_so(client):
    assert "Chưa đối soát lần nào" in client.get(DESK).content.decode()


def test_a_person_takes_it_on_and_says_why(client, operator):
    found = difference()
    client.post(reverse("reconciliation:taking", args=[found.pk]))
    page = reverse("reconciliation:difference", args=[found.pk])

    assert client.post(page, {"reason": "xem"}).status_code == 422
    assert client.post(page, {"reason": "Phí quẹt thẻ 1.000 ₫"}).status_code == 302

    found.refresh_from_db()
    assert (found.owner, found.closed_by, found.ending) == (operator, operator, "explained")
    assert "Phí quẹt thẻ" in client.get(page).content.decode()


def sent(client, text, *, begins=0, ends=0, **told):
    today = localdate()
    days = {"begins_on": today - timedelta(begins), "ends_on": today - timedelta(ends)}
    file = SimpleUploadedFile("r.csv", text)
    return client.post(REPORT, {"account": "gateway:sandbox", **days, "file": file, **told})


@pytest.mark.usefixtures("operator")
def test_a_report_is_taken_in_and_compared(client):
    row = f"date,amount,reference,text\n{localdate()},5,FT9,\n"

    assert sent(client, row.encode("utf-8-sig")).status_code == 302

    assert Difference.objects.get().reference == "FT9"


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        (b"", {}, "rỗng"),
        (b"\xff\xfe\x00", {}, "Dòng 1: tệp không phải chữ UTF-8"),
        (b"a,b\n", {}, "Dòng 1: dòng đầu phải là"),
        (b"date,amount,reference,text\n2026-01-02,5,A,\n", {}, "nằm ngoài khoảng"),
        (b"date,amount,reference,text\n2026-01-02,5.0,A,\n", {}, "Dòng 2: số tiền"),
        (b"x", {"begins": 0, "ends": 1}, "Ngày cuối phải từ ngày đầu"),
        (b"x", {"begins": 0, "ends": -1}, "Ngày này chưa tới"),
        (b"x", {"account": "escrow:1"}, "khả thi"),
    ],
)
def test_a_report_that_cannot_be_right_is_refused_at_its_field(client, text, told, said):
    answer = sent(client, text, **told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not OutsideReport.objects.exists()
