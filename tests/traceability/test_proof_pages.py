"""What a scan page gives to check it by, and what everybody may read of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.factories import MIDDAY, ProducerFactory, RecognitionFactory
from tests.traceability.behind import alter
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_log import paper
from tests.traceability.test_scan import issue
from traceability.actions import departures, log
from traceability.openness import is_open
from traceability.proofs.check import Refused, check
from traceability.proofs.file import read_file
from traceability.queries import log as queries

pytestmark = pytest.mark.django_db
LATER = MIDDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _papers_are_thrown_away(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def told(django_user_model):
    """A lot with an event, a paper and stars, all of them signed."""
    lot = open_lot()
    note(lot)
    paper(lot, None)
    RecognitionFactory(product=lot.pack.product)
    log.keep_log(at=LATER)
    return lot


def address(lot, form):
    return f"/truy-xuat/lo/{lot.trace_code}/bang-chung.{form}"


def proved(answer):
    return check(read_file(answer.content.decode()), queries.log_keys())


def test_a_page_is_proved_by_its_event_its_paper_and_its_stars(client, told):
    answers = [client.get(address(told, form)) for form in ("json", "html")]

    for answer in answers:
        facts = proved(answer).facts
        assert [fact.entry.kind for fact in facts] == ["event", "document", "recognition"]
        assert None not in [fact.row for fact in facts]
    assert answers[1].headers["Content-Disposition"] == (
        f'attachment; filename="bang-chung-{told.code}.html"'
    )


@pytest.mark.parametrize("count", [3, 6])
def test_a_proof_costs_as_many_questions_for_six_events_as_for_three(
    client, count, django_assert_num_queries
):
    lot = open_lot()
    for number in range(count):
        note(lot, quantity=9_000 + number)
    log.keep_log(at=LATER)

    with django_assert_num_queries(12):
        answer = client.get(address(lot, "json"))

    assert len(answer.json()["facts"]) == count


def test_nothing_is_proved_before_the_log_is_signed(client):
    lot = open_lot()
    note(lot)

    assert client.get(address(lot, "json")).json() is None
    kept = client.get(address(lot, "html"))
    assert kept.status_code == 404
    assert f'href="/truy-xuat/lo/{lot.trace_code}/"' in kept.content.decode()


@pytest.mark.parametrize(
    "path", ["lo/KHONGCO/bang-chung.json", "ma/KHONGCO/bang-chung.json", "lo/{}/bang-chung.exe"]
)
def test_what_was_never_issued_has_no_proof(client, told, path):
    assert client.get(f"/truy-xuat/{path.format(told.trace_code)}").status_code == 404


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE traceability_event SET evidence = 'laboratory'", "row"),
        ("UPDATE traceability_event SET happened_at = '2026-11-01 00:00:00+00:00'", "row"),
        ("UPDATE traceability_document SET issuer = 'Ai khác'", "row"),
        ("UPDATE catalog_recognition SET stars = 3", "row"),
        ("UPDATE traceability_logleaf SET entry = replace(entry, '-11-', '-10-')", "place"),
    ],
    ids=["evidence", "day", "issuer", "stars", "leaf"],
)
def test_what_was_altered_behind_the_back_is_refused_by_whoever_checks(
    client, told, statement, reason
):
    alter(statement)

    with pytest.raises(Refused) as refused:
        proved(client.get(address(told, "json")))

    assert refused.value.reason == reason


def test_codes_of_other_items_are_not_given_away(client):
    mine, other = issue(), None
    lot = mine.lot
    other = type(mine).objects.create(lot=lot, run=mine.run, serial="ABCDEFGH23")
    departures.record_departure(codes=[mine, other], place=lot.workshop, by=None, at=MIDDAY)
    log.keep_log(at=LATER)

    answer = client.get(f"/truy-xuat/ma/{mine.serial}/bang-chung.json")

    assert [fact.row for fact in proved(answer).facts] == [None]
    assert other.serial not in answer.content.decode()


def test_an_item_that_left_alone_has_all_of_its_journey(client):
    mine = issue()
    event = departures.record_departure(codes=[mine], place=mine.lot.workshop, by=None, at=MIDDAY)
    log.keep_log(at=LATER)

    answer = client.get(f"/truy-xuat/ma/{mine.serial}/bang-chung.json")

    assert proved(answer).facts[0].row[2] == "shipping"
    assert not is_open(event)


def test_the_page_names_its_proof_and_the_keys_it_trusts(client, told):
    page = client.get(f"/truy-xuat/lo/{told.trace_code}/").content.decode()

    assert f'data-proof="{address(told, "json")}"' in page
    assert f'data-keys="{queries.public_keys()[0]}"' in page
    assert "✓" not in page.partition("data-proof-said")[2].partition("</p>")[0]


def test_a_saved_page_asks_nothing_of_the_network(client, told):
    page = client.get(address(told, "html")).content.decode()
    block = page.partition('<script id="proof" type="application/json">')[2]

    assert json.loads(block.partition("</script>")[0])["format"] == "chogoc.proof/1"
    assert [word for word in ("import ", "src=", "<link", "@import") if word in page] == []


def test_the_verifier_is_one_page_with_the_keys(client):
    page = client.get("/so-minh-bach/kiem-tra/").content.decode()

    assert queries.public_keys()[0] in page
    assert "js/proof/verifier.js" in page


def test_the_owner_sees_the_key_of_the_stall_and_a_neighbour_does_not(client):
    producer = ProducerFactory()

    assert client.get(f"/gian-hang/{producer.slug}/khoa-ky/").status_code == 302
