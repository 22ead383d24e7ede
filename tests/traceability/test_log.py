"""Facts become leaves in one order, and what was signed stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.actions.recognitions import verify_recognition
from catalog.models import Recognition
from catalog.papers import Paper
from tests.factories import MIDDAY, LotFactory, RecognitionFactory, UserFactory
from tests.traceability.behind import alter
from tests.traceability.epcis.stories import alone, capture, shipping, stall
from tests.traceability.test_events import note, open_lot
from traceability.actions import log
from traceability.actions.documents import add_document
from traceability.merkle.entry import read_entry
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.keys import WITNESS, new_key
from traceability.merkle.notes import NotANote, NotSigned, read_note
from traceability.merkle.tree import Frontier
from traceability.models import Checkpoint, Cosignature, Document, Event, LogLeaf, LogTile
from traceability.queries import log as queries

pytestmark = pytest.mark.django_db
NEAR, FAR = (new_key(name, kind=WITNESS) for name in ("gan.example", "xa.example"))
OLD, NEW = (new_key("chogoc.example/log") for _ in range(2))
LATER = MIDDAY + timedelta(minutes=1)


def said():
    lines = LogLeaf.objects.order_by("position").values_list("entry", flat=True)
    return [read_entry(line) for line in lines]


def order():
    return list(LogLeaf.objects.order_by("position").values_list("position", "kind", "subject"))


def paper(lot, by):
    return add_document(
        lot=lot,
        of_product=False,
        kind="test_report",
        title="Phiếu kiểm nghiệm",
        issuer="Phòng thử mẫu",
        file=Paper(".pdf", b"%PDF-1.4\n%%EOF\n"),
        by=by,
        at=MIDDAY,
    )


@pytest.fixture(autouse=True)
def _papers_are_thrown_away(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_event_a_paper_and_stars_are_leaves_in_their_order():
    lot, user = open_lot(), UserFactory()
    event, document = note(lot), paper(lot, user)
    stars = RecognitionFactory(product=lot.pack.product)
    log.append_stars()

    assert order() == [
        (0, "event", event.pk),
        (1, "document", document.pk),
        (2, "recognition", stars.pk),
    ]
    first, second, third = said()
    assert (first.at, first.of) == ("2026-11-21T05:00:00.000000Z", event.hash_id)
    assert second.of == f"ni:///sha-256;{document.sha256}"
    assert (third.at, third.row) == ("2026-11-21T05:00:00.000000Z", "-")


def test_nothing_personal_is_in_a_leaf():
    lot, user = open_lot(), UserFactory(full_name="Bùi Thị Kín Tiếng")
    paper(lot, user)
    note(lot)

    written = "\n".join(LogLeaf.objects.values_list("entry", flat=True))
    assert [one for one in (user.full_name, user.phone, str(lot.producer)) if one in written] == []


def test_the_same_said_twice_is_one_leaf():
    lot, user = open_lot(), UserFactory()
    for _ in range(2):
        note(lot)
        paper(lot, user)

    assert [kind for _position, kind, _subject in order()] == ["event", "document"]


def test_a_captured_document_is_as_many_leaves_in_its_order():
    lot, program = stall()
    events = [shipping(lot, eventTime=f"2026-11-20T0{hour}:00:00+07:00") for hour in range(5)]
    capture(program, *events)

    assert order() == [(at, "event", pk) for at, pk in enumerate(_events_in_order())]


def _events_in_order():
    return list(Event.objects.order_by("pk").values_list("pk", flat=True))


def test_an_error_declaration_is_a_leaf_of_its_own():
    lot, program = stall()
    told = shipping(lot, eventID="urn:uuid:5ad4a0ca-5d12-4c31-9c4f-e7a2c7f5c5b6")
    program.post("/epcis/events", alone(told))
    declared = {"declarationTime": "2026-11-20T12:00:00.000+07:00"}
    program.post("/epcis/events", alone({**told, "errorDeclaration": declared}))

    first, second = said()
    assert first.of == second.of
    assert first.row != second.row


def test_a_fact_that_is_refused_leaves_no_leaf():
    lot = open_lot()
    around = transaction.atomic()
    around.__enter__()
    note(lot)
    assert LogLeaf.objects.count() == 1
    transaction.set_rollback(True)
    around.__exit__(None, None, None)

    assert (Event.objects.count(), LogLeaf.objects.count()) == (0, 0)


def test_stars_are_leaves_when_reported_and_again_when_proved():
    reported = RecognitionFactory(
        verified_at=None, decision="", valid_from=None, valid_until=None, reported_year=2024
    )
    assert log.append_stars() == 1
    verify_recognition(
        recognition=reported,
        decision="12/QĐ-UBND",
        level="province",
        issuer="UBND tỉnh",
        valid_from=date(2026, 1, 1),
        by=UserFactory(),
        at=MIDDAY,
    )
    assert [log.append_stars() for _ in range(2)] == [1, 0]

    assert order() == [(0, "reported-stars", reported.pk), (1, "recognition", reported.pk)]
    assert len({one.of for one in said()}) == 2


def test_stars_altered_afterwards_get_no_new_leaf():
    stars = RecognitionFactory()
    log.append_stars()
    Recognition.objects.filter(pk=stars.pk).update(stars=5)

    assert log.append_stars() == 0


@pytest.mark.parametrize(
    "table", ["logleaf", "logtile", "checkpoint", "cosignature"], ids=lambda name: name
)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_forget(table, verb, settings):
    many_leaves(256)
    cosigned(settings)
    column = {"logleaf": "position", "logtile": "level"}.get(table, "id")

    statement = verb.format(f"traceability_{table}", column, column)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def cosigned(settings, *keys):
    settings.LOG_WITNESSES = [NEAR.verifier, FAR.verifier]
    checkpoint = log.sign_checkpoint(at=MIDDAY)
    written = str(read_note(checkpoint.note).signed(keys or [NEAR], at=int(MIDDAY.timestamp())))
    return log.cosign(written=written, at=LATER)


class Fact:
    """A row that is a leaf and nothing else: the log does not ask where it is kept."""

    def __init__(self, pk):
        self.pk, self.sha256, self.added_at = pk, f"{pk:064x}", MIDDAY
        self.producer_id = self.product_id = self.lot_id = 1
        self.kind = self.title = self.issuer = self.number = ""
        self.issued_on = self.valid_until = None


def many_leaves(count):
    first = LogLeaf.objects.count()
    log.append(kind="document", rows=[Fact(first + number) for number in range(count)])


def root_of_leaves(size):
    frontier = Frontier()
    for entry in LogLeaf.objects.order_by("position").values_list("entry", flat=True)[:size]:
        frontier.add(leaf_hash(entry.encode()))
    return frontier.root()


def test_a_checkpoint_signs_the_root_of_all_leaves():
    sizes = (1, 255, 256, 257, 511, 513, 3000)
    for size in sizes:
        many_leaves(size - LogLeaf.objects.count())
        checkpoint = log.sign_checkpoint(at=MIDDAY)
        assert queries.signed(checkpoint).root == root_of_leaves(size)
        assert [s.name for s in read_note(checkpoint.note).by(queries.log_keys())] == [
            "demo.chogoc.example/log"
        ]

    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [*sizes]
    assert list(LogTile.objects.values_list("level", "number")) == [(0, n) for n in range(11)]


def test_the_same_tree_is_signed_once():
    many_leaves(3)

    assert len({log.sign_checkpoint(at=at).pk for at in (MIDDAY, LATER)}) == 1


def test_an_empty_log_signs_nothing():
    assert log.sign_checkpoint(at=MIDDAY) is None
    assert log.keep_log(at=MIDDAY) is None


def test_with_a_new_key_beside_the_old_one_both_sign_the_same_tree(settings):
    many_leaves(3)
    settings.LOG_KEYS = [OLD]
    first = log.sign_checkpoint(at=MIDDAY)
    settings.LOG_KEYS = [NEW, OLD]
    both = log.sign_checkpoint(at=LATER)
    settings.LOG_KEYS = [NEW, OLD.verifier]
    again = log.sign_checkpoint(at=LATER)

    assert (first.size, both.size, again) == (3, 3, both)
    assert len(read_note(both.note).by(queries.log_keys())) == 2
    assert len(read_note(first.note).by(queries.log_keys())) == 1


def test_a_tree_that_does_not_grow_out_of_the_signed_one_is_not_signed(caplog):
    many_leaves(300)
    log.sign_checkpoint(at=MIDDAY)
    assert alter("UPDATE traceability_logleaf SET entry = 'x' WHERE position = 280") == 1
    many_leaves(1)

    with pytest.raises(log.Inconsistent):
        log.sign_checkpoint(at=LATER)
    assert log.keep_log(at=LATER) is None
    assert Checkpoint.objects.count() == 1
    assert "verify_log" in caplog.text


def test_an_unreadable_checkpoint_stops_signing_and_not_the_clock(caplog):
    many_leaves(3)
    log.sign_checkpoint(at=MIDDAY)
    alter("UPDATE traceability_checkpoint SET note = 'x'")
    many_leaves(1)

    assert log.keep_log(at=LATER) is None
    assert Checkpoint.objects.count() == 1
    assert "verify_log" in caplog.text


def test_nothing_is_appended_to_a_tree_that_has_lost_leaves():
    many_leaves(200)
    alter("DELETE FROM traceability_logleaf WHERE position = 7")

    with pytest.raises(LookupError):
        log.append(kind="document", rows=[Fact(1000 + number) for number in range(57)])


def test_a_tree_that_became_smaller_is_not_signed():
    many_leaves(3)
    log.sign_checkpoint(at=MIDDAY)
    alter("DELETE FROM traceability_logleaf WHERE position = 2")

    with pytest.raises(log.Inconsistent):
        log.sign_checkpoint(at=LATER)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 300, 600])
def test_every_leaf_is_proved_to_whoever_has_the_public_key(size):
    many_leaves(size)
    ground = queries.Ground(log.sign_checkpoint(at=MIDDAY))

    for leaf in LogLeaf.objects.filter(position__in=[0, 1, size // 2, 255, 256, size - 1]):
        proof = ground.proof(leaf)
        assert proof.entry.decode() == leaf.entry
        assert proof.check(queries.log_keys()).tree.size == size


def test_facts_are_proved_by_their_rows_once_they_are_signed():
    lot = open_lot()
    event = note(lot)
    log.sign_checkpoint(at=MIDDAY)
    later = note(lot, "processing", happened_at=MIDDAY, output=2_500)

    proofs = queries.proofs_of(kind="event", subjects=[event.pk, later.pk])

    assert list(proofs) == [event.pk]
    proofs[event.pk].check(queries.log_keys())


def test_nothing_is_proved_before_anything_is_signed():
    assert queries.proofs_of(kind="event", subjects=[note(open_lot()).pk]) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_proofs_cost_the_same_questions_for_one_and_for_many_of_a_tile(count):
    many_leaves(700)
    log.sign_checkpoint(at=MIDDAY)
    queries.tree_of.cache_clear()
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as some:
            proofs = queries.proofs_of(kind="document", subjects=range(5, 5 + count))
        asked.append(len(some))
        assert len(proofs) == count

    # checkpoint, witnesses, leaves; and once for all time one full tile and the two edges
    assert asked == [6, 3]


def test_witnesses_stand_under_the_checkpoint_they_saw(settings):
    many_leaves(2)
    cosigned(settings, NEAR, FAR)
    cosigned(settings, NEAR)
    checkpoint = queries.latest_checkpoint()

    note = queries.note_of(checkpoint)
    assert Cosignature.objects.count() == 2
    assert [one.name for one in note.signatures] == [
        *("demo.chogoc.example/log", "gan.example", "xa.example"),
    ]
    proof = queries.Ground(checkpoint).proof(LogLeaf.objects.first())
    keys = [*queries.log_keys(), NEAR.verifier, FAR.verifier]
    assert [one.name for one in proof.check(keys).witnesses] == ["gan.example", "xa.example"]


def test_a_witness_may_sign_an_earlier_checkpoint(settings):
    many_leaves(2)
    first = log.sign_checkpoint(at=MIDDAY)
    many_leaves(2)
    log.sign_checkpoint(at=MIDDAY)
    settings.LOG_WITNESSES = [NEAR.verifier, FAR.verifier]
    written = str(read_note(first.note).signed([NEAR], at=1))

    assert log.cosign(written=written, at=LATER)[0].checkpoint == first
    assert queries.shown_witnesses() == [
        ("gan.example", 2, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        ("xa.example", None, None),
    ]


def test_a_line_that_is_not_a_known_witnesss_is_refused(settings):
    many_leaves(2)
    settings.LOG_WITNESSES = [NEAR.verifier]
    checkpoint = log.sign_checkpoint(at=MIDDAY)
    note = read_note(checkpoint.note)
    forged = str(note.signed([NEAR], at=5)).replace(str(note), "")
    altered = forged[:-6] + ("A" if forged[-6] != "A" else "B") + forged[-5:]
    future = int((LATER + timedelta(hours=1)).timestamp())

    for written, refusal in (
        (str(note), NotSigned),
        (str(note.signed([FAR], at=5)), NotSigned),
        (f"{note}{altered}", NotSigned),
        (str(note.signed([NEAR], at=future)), NotSigned),
        (str(note.signed([NEAR], at=5)).replace("\n2\n", "\n3\n"), log.NotOurs),
        ("abc", NotANote),
    ):
        with pytest.raises(refusal):
            log.cosign(written=written, at=LATER)
    assert not Cosignature.objects.exists()


def test_a_lot_without_facts_adds_nothing():
    LotFactory()
    log.append(kind="event", rows=[])

    assert (LogLeaf.objects.count(), Document.objects.count()) == (0, 0)
