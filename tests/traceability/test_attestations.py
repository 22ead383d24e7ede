"""Officers and laboratories countersign by keys of their own, and no more than their office may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import MIDDAY, LotFactory, RecognitionFactory
from tests.traceability.behind import alter
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_keys import brought
from traceability.actions import attestations, keys, log
from traceability.actions.recalls import Words, declare_recall
from traceability.merkle.entry import moment
from traceability.merkle.keys import new_key
from traceability.merkle.notes import Note
from traceability.models import Attestation, LogLeaf
from traceability.proofs.check import check
from traceability.proofs.statement import Statement
from traceability.queries import log as queries
from traceability.queries import log_entries, proofs
from traceability.queries.log_audit import findings

pytestmark = pytest.mark.django_db
LATER = MIDDAY + timedelta(minutes=1)
TESTER, OFFICER, OWN, STRANGER = (new_key(f"{name}.example") for name in ("p", "x", "h", "l"))


def known(key, role="laboratory", name="Phòng thử nghiệm mẫu"):
    return keys.add_key(role=role, name=name, public=str(key.verifier), by=None, at=MIDDAY)


def leaf_of(event):
    return LogLeaf.objects.get(kind="event", subject=event.pk)


def statement(leaf, key=TESTER, *, level="laboratory", at=MIDDAY, origin=None):
    said = Statement(origin or queries.origin(), leaf.entry, level, moment(at))
    return str(Note(said.text).signed([key]))


def test_a_laboratory_stands_by_a_fact_and_the_log_says_so():
    leaf = leaf_of(note(open_lot()))
    key = known(TESTER)
    written = statement(leaf)

    rows = [attestations.attest(written=written, at=LATER) for _ in range(2)]

    assert rows[0] == rows[1] == Attestation.objects.get()
    assert (rows[0].key, rows[0].level, rows[0].said_at) == (key, "laboratory", MIDDAY)
    kinds = LogLeaf.objects.order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["event", "key", "attestation"]


def test_line_ends_of_a_form_do_not_matter():
    leaf = leaf_of(note(open_lot()))
    known(TESTER)
    written = statement(leaf).replace("\n", "\r\n")

    assert attestations.attest(written=written, at=LATER).leaf == leaf


REFUSED = {
    "nothing": (lambda _leaf: "", "unreadable"),
    "no statement": (lambda _leaf: str(Note("x\n").signed([TESTER])), "unreadable"),
    "a level nobody knows": (lambda leaf: statement(leaf, level="sworn"), "unreadable"),
    "another log": (lambda leaf: statement(leaf, origin="x.example/log"), "no_leaf"),
    "another line": (lambda leaf: statement(leaf).replace(" 2026-11", " 2026-10", 1), "no_leaf"),
    "an unknown key": (lambda leaf: statement(leaf, STRANGER), "unknown_key"),
    "an ended key": (lambda leaf: statement(leaf, OFFICER, level="inspected"), "unknown_key"),
    "more than was signed": (
        lambda leaf: statement(leaf, level="inspected").replace("inspected", "laboratory"),
        "wrong",
    ),
    "more than the office": (lambda leaf: statement(leaf, level="council"), "beyond_office"),
    "the future": (lambda leaf: statement(leaf, at=MIDDAY + timedelta(hours=1)), "future"),
}


@pytest.mark.parametrize(("written", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_rightly_signed_is_refused_with_the_reason(written, code):
    leaf = leaf_of(note(open_lot()))
    known(TESTER)
    keys.end_key(key=known(OFFICER, "officer", "Xã mẫu"), by=None, at=MIDDAY)

    with pytest.raises(attestations.NotAccepted) as refusal:
        attestations.attest(written=written(leaf), at=LATER)

    assert refusal.value.code == code
    assert not Attestation.objects.exists()


def test_a_producer_signs_its_own_facts_and_no_others():
    own, other = note(open_lot()), note(open_lot(), quantity=9_000)
    keys.replace_key(producer=own.producer, by=None, at=MIDDAY, **brought(own.producer, OWN))

    attestations.attest(written=statement(leaf_of(own), OWN, level="self_declared"), at=LATER)
    with pytest.raises(attestations.NotAccepted) as refusal:
        attestations.attest(written=statement(leaf_of(other), OWN, level="self_declared"), at=LATER)

    assert refusal.value.code == "not_its_own"
    assert Attestation.objects.count() == 1


def test_the_proof_carries_who_stands_by_each_fact():
    event = note(open_lot())
    known(TESTER)
    attestations.attest(written=statement(leaf_of(event)), at=LATER)
    attestations.sign_for_producers(at=LATER)
    log.sign_checkpoint(at=LATER)

    proved = check(proofs.file_of([("event", event)]), queries.log_keys())

    assert [(one.role, one.level, one.held) for one in proved.facts[0].stood] == [
        ("laboratory", "laboratory", False),
        ("producer", "self_declared", True),
    ]
    assert proved.facts[0].row[11] == "self_declared"


def decided():
    stars = RecognitionFactory()
    log.append_stars()
    return stars


def called_back():
    words = Words(severity="harmful", reason="Có mảnh thuỷ tinh", advice="Đừng dùng, gửi lại.")
    return declare_recall(source=LotFactory(), words=words, by=None, at=MIDDAY)


@pytest.mark.parametrize(
    ("kind", "fact", "role", "level"),
    [
        ("recognition", decided, "council", "council"),
        ("recall", called_back, "officer", "inspected"),
    ],
)
def test_stars_and_recalls_are_countersigned_like_events(client, kind, fact, role, level):
    row = fact()
    known(OFFICER, role, "Hội đồng mẫu")
    leaf = LogLeaf.objects.get(kind=kind)
    digest = log_entries.name_of(kind, row)

    note = statement(leaf, OFFICER, level=level)
    assert client.post(f"/so-minh-bach/ky/{digest}/", {"note": note}).status_code == 302
    log.sign_checkpoint(at=LATER)

    proved = check(proofs.file_of([(kind, row)]), queries.log_keys())
    assert [(one.name, one.level) for one in proved.facts[0].stood] == [("Hội đồng mẫu", level)]
    page = client.get(f"/so-minh-bach/ky/{digest}/").text
    assert ("Hội đồng mẫu" in page, f'href="{told_at(row)}"' in page) == (True, True)
    assert list(findings()) == []


def told_at(row):
    return row.product.get_absolute_url() if hasattr(row, "stars") else row.get_absolute_url()


@pytest.mark.parametrize(
    ("column", "value"),
    [("level", "council"), ("signature", b"1234" + bytes(64)), ("said_at", LATER)],
)
def test_an_altered_attestation_is_found(column, value):
    event = note(open_lot())
    known(TESTER)
    row = attestations.attest(written=statement(leaf_of(event)), at=LATER)
    assert list(findings()) == []

    alter(f"UPDATE traceability_attestation SET {column} = %s", value)

    assert f"attestation {row.pk}" in {found.row for found in findings()}


def test_an_attestation_that_was_taken_away_is_missed():
    event = note(open_lot())
    known(TESTER)
    attestations.attest(written=statement(leaf_of(event)), at=LATER)

    alter("DELETE FROM traceability_attestation")

    assert [found.what for found in findings()] == ["is gone, though leaf 2 speaks of it"]
