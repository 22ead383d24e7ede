"""The operator's desk: what came and does not speak for itself, and what is done about it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from marketplace.payments import desk
from marketplace.payments.gateways.sandbox import ACCOUNT
from marketplace.payments.models import Proposal, Receipt
from tests.doors.test_junk import JUNK
from tests.factories import UserFactory
from tests.marketplace.stories import hear, pending_payment

pytestmark = pytest.mark.django_db
DESK, STATEMENT = reverse("payments:desk"), reverse("reconciliation:statement")


@pytest.fixture
def payment():
    return pending_payment()


@pytest.fixture
def held(payment):
    return nameless(payment, "FT1")


@pytest.fixture
def clerk(client):
    person = UserFactory(is_staff=True)
    client.force_login(person)
    return person


def nameless(payment, key):
    told = {"reference": "", "text": f"tien che {key}", "bank_reference": key}
    return hear(payment, key=key, at=now(), **told).receipt


def page(name, row):
    return reverse(f"payments:{name}", args=[row.pk])


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_often_for_many(client, payment, rows, django_assert_num_queries):
    for n in range(rows):
        nameless(payment, f"FT{n}")

    with django_assert_num_queries(5):
        answer = client.get(DESK)

    assert len(answer.context["rows"]) == rows


@pytest.mark.usefixtures("clerk", "held")
@pytest.mark.parametrize(
    ("words", "found"),
    [("400.000", 1), ("400000 đ", 1), ("CHE FT1", 1), ("ft1", 1), ("400.001", 0), ("khac", 0)],
)
def test_money_is_found_by_sum_and_words(client, words, found):
    assert len(client.get(DESK, {"tim": words}).context["rows"]) == found


@pytest.mark.usefixtures("clerk", "held")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"tu": "2026-11-21", "den": "2026-11-21"}, 1),
        ({"den": "2026-11-20"}, 0),
        ({"tu": "2026-11-22"}, 0),
        ({"tinh_trang": "held"}, 1),
        ({"tinh_trang": "taken"}, 0),
    ],
)
def test_money_is_found_by_day_and_state(client, asked, found):
    assert len(client.get(DESK, asked).context["rows"]) == found


@pytest.mark.usefixtures("clerk")
def test_odd_questions_crash_nothing(client, held):
    for junk in JUNK.values():
        odd = junk.encode(errors="surrogateescape").decode(errors="replace")
        asked = dict.fromkeys(("tim", "tu", "den", "tinh_trang", "trang"), odd)
        assert client.get(DESK, asked).status_code in {200, 400}
        assert client.post(page("attachment", held), {"code": odd}).status_code == 422
        assert client.post(page("return", held), {"bank_reference": odd}).status_code == 422
        assert client.post(page("note", held), {"words": odd}).status_code in {302, 422}
    assert Receipt.objects.get().state == "held"


@pytest.mark.usefixtures("clerk")
def test_money_is_given_to_the_order_that_is_named(client, payment, held):
    answer = client.post(page("attachment", held), {"code": "KHONGCO"})
    assert "Không có đơn nào" in answer.text
    assert "KHONGCO" in answer.text

    client.post(page("attachment", held), {"code": f" {payment.group.code.lower()} "})

    assert Order.objects.get().state == "awaiting_acceptance"
    assert "đã nhận cho đơn" in client.get(page("receipt", held)).text


def test_much_money_waits_for_a_second_person(client, clerk, held, settings):
    settings.FOUR_EYES_FROM = 1
    told = {"bank_reference": "FT-TRA", "sent": "on"}

    said = client.post(page("return", held), told, follow=True)

    assert "người thứ hai" in said.text
    proposal = Proposal.objects.get()
    assert page("agreement", proposal) not in client.get(DESK).text
    refused = client.post(page("agreement", proposal), follow=True)
    assert "người khác phải đồng ý" in refused.text
    client.force_login(UserFactory(is_staff=True))
    assert page("agreement", proposal) in client.get(DESK).text
    client.post(page("agreement", proposal))
    proposal.refresh_from_db()
    assert (proposal.proposed_by, bool(proposal.done_at)) == (clerk, True)
    assert Receipt.objects.get().state == "returned"


@pytest.mark.usefixtures("clerk")
def test_a_second_payment_goes_back_at_a_press(client, payment):
    hear(payment, key="FT1", at=now())
    again = hear(payment, key="FT2", at=now()).receipt

    client.post(page("giving_back", again))

    again.refresh_from_db()
    assert (again.state, again.excess) == ("owed", 400_000)


@pytest.mark.usefixtures("clerk")
def test_a_statement_is_brought_and_what_is_wrong_is_told_line_by_line(client, payment):
    head = "Ngày,Ghi có,Nội dung\n"
    right = f"21/11/2026,{payment.amount},{payment.reference}\n"

    wrong = bring(client, head + right + "x,y,z\n")
    assert (wrong.status_code, wrong.context["report"]) == (422, None)
    assert "Dòng 3: ngày không đọc được." in wrong.text
    assert Order.objects.get().state == "awaiting_payment"

    assert "1 dòng mới" in bring(client, head + right).text
    assert Order.objects.get().state == "awaiting_acceptance"
    assert "0 dòng mới" in bring(client, head + right).text


def bring(client, text):
    file = SimpleUploadedFile("sao-ke.csv", text.encode())
    return client.post(STATEMENT, {"account": ACCOUNT, "file": file})


def test_every_room_of_the_menu_has_a_picture_that_is_drawn():
    drawn = (settings.BASE_DIR / "static/icons.svg").read_text()

    rooms = desk.frame(desk.RECEIPTS)["nav"]

    assert [room["label"] for room in rooms if f'id="{room["icon"]}"' not in drawn] == []
    assert [room["label"] for room in rooms if room["current"]] == ["Tiền đến"]
