from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from accounts.models import Message
from marketplace.orders.models import RecalledLine, RecallLetter
from tests.factories import (
    LotFactory,
    MaterialLotFactory,
    MembershipFactory,
    OfficerFactory,
    UserFactory,
)
from tests.marketplace.recalls.stories import WORDS, bought, owner_of, recall, sent, serials
from tests.marketplace.stories import basket, buyer, tariffs
from traceability.models import Recall

pytestmark = pytest.mark.django_db
SAID = {key: WORDS[key] for key in ("severity", "reason", "advice")}


@pytest.fixture
def lot():
    tariffs()
    return LotFactory()


@pytest.fixture
def owner(client, lot):
    client.force_login(owner_of(lot.producer))
    return client


@pytest.fixture
def officer(client, lot):
    client.force_login(OfficerFactory().user)
    return client


def new(lot):
    return reverse("recalls:new", args=[lot.producer.slug]) + f"?lo={lot.code}"


def managed(mine):
    return reverse("recalls:managed", args=[mine.producer.slug, mine.code])


def test_three_steps_call_a_lot_back(owner, lot):
    one = sent(bought(lot, 2, key="A"), serials(lot, 2))

    assert lot.code in owner.get(reverse("recalls:new", args=[lot.producer.slug])).text
    assert owner.get(new(lot)).status_code == 200
    check = owner.post(new(lot), {**SAID, "buoc": "xem"})
    assert 'class="stat__value">1<' in check.text.replace("\n", "")
    assert Recall.objects.count() == 0
    done = owner.post(new(lot), {**SAID, "buoc": "mo", "lot_code": f" {lot.code.lower()} "})

    mine = Recall.objects.get()
    assert (done.status_code, done.url) == (302, managed(mine))
    assert (mine.form, mine.opened_by.memberships.get().producer) == ("voluntary", lot.producer)
    assert RecallLetter.objects.get().group == one.group
    assert "1/1" in owner.get(done.url).text


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"severity": "x"}, "severity"),
        ({"advice": "x" * 501}, "advice"),
        ({"serials": "KHONGCO"}, "serials"),
        ({"serials": "A .. B"}, "serials"),
        ({"lot_code": "L-KHAC"}, "lot_code"),
        ({"lot_code": ""}, "lot_code"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(owner, lot, told, field):
    said = {**SAID, "lot_code": lot.code, "reason": "Mốc <b>", "buoc": "mo", **told}

    page = owner.post(new(lot), said)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert said["reason"] in {"", "Mốc <b>"}
    assert ("Mốc &lt;b&gt;" in page.text) is bool(said["reason"])
    assert Recall.objects.count() == 0


def test_one_may_go_back_to_the_words_without_losing_them(owner, lot):
    page = owner.post(new(lot), {**SAID, "buoc": "sua", "lot_code": "x"})

    assert page.status_code == 200
    assert WORDS["reason"] in page.text


def test_a_range_of_labels_is_the_codes_between_its_ends(owner, lot):
    codes = serials(lot, 10)
    said = {**SAID, "serials": f"{codes[2].lower()} .. {codes[4]}\n{codes[7]}", "buoc": "mo"}

    owner.post(new(lot), {**said, "lot_code": lot.code})

    found = Recall.objects.get().items.values_list("code__serial", flat=True)
    assert list(found) == [*codes[2:5], codes[7]]


def test_pressing_twice_leads_to_the_recall_that_runs(owner, lot):
    said = {**SAID, "buoc": "mo", "lot_code": lot.code}
    first = owner.post(new(lot), said)

    again = owner.post(new(lot), said)

    assert (again.status_code, again.url) == (302, first.url)
    assert Recall.objects.count() == 1


def test_an_officer_recalls_by_decision_what_a_code_stands_for(officer, lot):
    MembershipFactory(producer=lot.producer)
    page = reverse("recalls:officer_new") + f"?ma={lot.trace_code.lower()}"
    said = {**SAID, "buoc": "mo", "lot_code": lot.code}

    assert officer.post(page, said).status_code == 422
    officer.post(page, {**said, "decision": "12/QĐ-ATTP"})

    mine = Recall.objects.get()
    assert (mine.form, mine.decision) == ("mandatory", "12/QĐ-ATTP")
    assert "yêu cầu thu hồi" in Message.objects.get(key__contains=":owner:").body


@pytest.mark.parametrize("code", ["KHONGCO", "'; --", "x" * 81])
def test_a_code_that_is_nothing_is_said_so_to_the_officer(officer, code):
    page = officer.get(reverse("recalls:officer_new"), {"ma": code})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["ma"]


def test_an_officer_elsewhere_and_a_stranger_find_nothing(client, lot):
    mine = recall(lot)
    elsewhere = OfficerFactory(province__code="01")

    client.force_login(elsewhere.user)
    assert client.get(reverse("recalls:officer_managed", args=[mine.code])).status_code == 404
    asked = client.get(reverse("recalls:officer_new"), {"ma": lot.trace_code})
    assert asked.status_code == 422
    client.force_login(MembershipFactory().user)
    for page in (managed(mine), new(lot), managed(mine) + "bao-cao.csv"):
        assert client.get(page).status_code == 404


def test_what_comes_back_is_noted_up_to_what_went_out(owner, lot):
    sent(bought(lot, 2, key="A"), serials(lot, 2))
    mine, line = recall(lot), RecalledLine.objects.get()
    back = reverse("recalls:back", args=[lot.producer.slug, mine.code, line.pk])

    assert owner.post(back, {f"{line.pk}-packs": "3"}).status_code == 422
    assert owner.post(back, {f"{line.pk}-packs": "hai"}).status_code == 422
    assert owner.post(back, {f"{line.pk}-packs": "2"}).status_code == 302

    line.refresh_from_db()
    assert line.returned == 2
    assert "2/2" in owner.get(managed(mine)).text


@pytest.mark.parametrize(("handling", "is_sold_again"), [("destroyed", False), ("mended", True)])
def test_it_ends_with_a_report_and_the_goods_are_free_or_not(owner, lot, handling, is_sold_again):
    mine = recall(lot)
    end = reverse("recalls:closing", args=[lot.producer.slug, mine.code])

    assert owner.post(end, {"handling": handling, "destroyed": "-1"}).status_code == 422
    said = {"handling": handling, "destroyed": "3", "report": "Đã sấy lại"}
    assert owner.post(end, said).status_code == 302

    mine.refresh_from_db()
    lot.refresh_from_db()
    assert (mine.is_running, mine.destroyed, lot.is_recalled) == (False, 3, not is_sold_again)
    assert ("Đã sấy lại" in owner.get(mine.get_absolute_url()).text) is True


def test_it_does_not_end_before_everybody_is_told(owner, lot, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    bought(lot, 1, key="A")
    mine = recall(lot)
    end = reverse("recalls:closing", args=[lot.producer.slug, mine.code])

    page = owner.post(end, {"handling": "destroyed", "destroyed": "0", "report": "Xong"})

    assert page.status_code == 422
    assert "chưa được báo" in page.text
    mine.refresh_from_db()
    assert mine.is_running


def test_what_an_officer_ordered_its_producer_cannot_end(owner, lot):
    mine = recall(lot, decision="12/QĐ-ATTP")
    end = reverse("recalls:closing", args=[lot.producer.slug, mine.code])

    owner.post(end, {"handling": "destroyed", "destroyed": "0", "report": "Xong"})

    mine.refresh_from_db()
    assert mine.is_running


def test_the_report_opens_in_a_spreadsheet_and_runs_nothing(owner, lot):
    sent(bought(lot, 2, key="A"), serials(lot, 2))
    mine = recall(lot, reason='=HYPERLINK("http://x")')

    answer = owner.get(managed(mine) + "bao-cao.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = {row[0]: row[1:] for row in rows if row}
    assert told["Lý do"] == ['\'=HYPERLINK("http://x")']
    assert told["Tiền hoàn đã chuẩn bị (đồng)"] == ["370000"]
    assert rows[-1][2:] == ["2", "đã giao đi", "0", "370000"]
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert "912345678" not in answer.text
    assert "Trần Thị Mua" not in answer.text


def test_everybody_reads_of_it_and_nobody_of_its_buyers(client, lot):
    sent(bought(lot, 1, key="A"), serials(lot, 1))
    mine = recall(lot)

    for page in ("/thu-hoi/", mine.get_absolute_url(), "/thu-hoi/tin.atom", "/thu-hoi/tin.json"):
        text = client.get(page).text
        assert lot.code in text
        assert "Trần Thị Mua" not in text
        assert "912345678" not in text
    assert client.get("/thu-hoi/KHONGCO/").status_code == 404


def test_the_feeds_are_what_their_readers_expect(client, lot):
    mine = recall(lot)

    atom, told = client.get("/thu-hoi/tin.atom"), client.get("/thu-hoi/tin.json")

    assert atom["Content-Type"].startswith("application/atom+xml")
    assert f"{mine.code}/</id>" in atom.text
    assert told["Content-Type"] == "application/feed+json"
    assert told.json()["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["url"].endswith(mine.get_absolute_url()) for one in told.json()["items"]] == [True]


def test_the_buyer_reads_what_it_means_and_says_so(client, lot):
    person = UserFactory()
    one = sent(bought(lot, 1, key="A", who=buyer(user=person)), serials(lot, 1))
    mine = recall(lot)
    own = reverse("recalls:of_order", args=[one.group.code, mine.code])

    assert client.get(own).status_code == 404
    client.force_login(person)
    assert "đang bị thu hồi" in client.get(one.group.get_absolute_url()).text
    page = client.get(own)
    assert WORDS["advice"] in page.text
    assert "185.000" in page.text
    assert RecallLetter.objects.get().read_at is None
    client.post(own + "da-doc/")
    assert RecallLetter.objects.get().read_at is not None


def test_the_link_of_the_letter_opens_the_page_without_signing_in(client, lot):
    one = sent(bought(lot, 1, key="A"), serials(lot, 1))
    mine = recall(lot)
    told = Message.objects.get(key=f"recall:{mine.pk}:{one.group_id}").body
    link = told[told.index("/don-hang/") :]

    assert client.get(link.replace("k=", "k=x")).status_code == 404
    assert WORDS["advice"] in client.get(link, follow=True).text


def test_the_basket_says_what_was_taken_out_until_it_is_read(client, lot):
    person = UserFactory()
    basket((lot.pack, 1), user=person)
    client.force_login(person)
    recall(lot)

    assert "ra khỏi giỏ" in client.get("/gio-hang/").text
    client.post("/gio-hang/thu-hoi/")
    assert "ra khỏi giỏ" not in client.get("/gio-hang/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_progress_ask_as_often_for_many_as_for_one(
    client, rows, django_assert_num_queries
):
    tariffs()
    lots = [LotFactory()]
    lots += [LotFactory(pack__product__producer=lots[0].producer) for _ in range(rows - 1)]
    for number, lot in enumerate(lots):
        sent(bought(lot, 1, key=f"K{number}"), serials(lot, 1))
    found = [recall(lot) for lot in lots]
    with django_assert_num_queries(2):
        client.get("/thu-hoi/")
    client.force_login(owner_of(lots[0].producer))
    with django_assert_num_queries(6):
        client.get(reverse("recalls:mine", args=[lots[0].producer.slug]))
    with django_assert_num_queries(13):
        client.get(managed(found[0]))


def test_recall_of_a_material_is_offered_once_something_was_made_of_it(owner, lot):
    unused = MaterialLotFactory(producer=lot.producer, code="CHUA-DUNG-DEN")

    page = owner.get(reverse("recalls:new", args=[lot.producer.slug]))

    assert unused.code not in page.text
