"""Keys: held for producers at first, replaceable by their own; offices bring theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Entry
from tests.factories import MIDDAY, ProducerFactory, UserFactory
from tests.traceability.test_events import note, open_lot
from traceability.actions import attestations, keys, log
from traceability.merkle.keys import encode, new_key
from traceability.models import Attestation, LogLeaf, SignerKey
from traceability.proofs.statement import possession
from traceability.queries import log as queries
from traceability.queries.log_audit import findings
from traceability.queries.log_entries import statement_of

pytestmark = pytest.mark.django_db
LATER = MIDDAY + timedelta(minutes=1)
OWN = new_key("htx.example/khoa")


def kinds():
    return list(LogLeaf.objects.order_by("position").values_list("kind", flat=True))


def brought(producer, key=OWN):
    text = possession(origin=queries.origin(), of=producer.slug)
    return {"public": str(key.verifier), "signature": encode(key.sign(text))}


def test_the_clock_signs_what_a_producer_told_by_a_key_held_for_it():
    event = note(open_lot())

    assert [attestations.sign_for_producers(at=LATER) for _ in range(2)] == [1, 0]

    row = Attestation.objects.get()
    held = keys.held_key(event.producer_id)
    assert (row.leaf.subject, row.level, row.key.held) == (event.pk, "self_declared", True)
    assert row.key.public == str(held.verifier)
    assert held.verifier.has_signed(statement_of(row).text, bytes(row.signature)[4:])
    assert kinds() == ["event", "key"]


def test_each_producer_has_a_key_of_its_own():
    for _ in range(2):
        note(open_lot())
    attestations.sign_for_producers(at=LATER)

    assert SignerKey.objects.values("public").distinct().count() == 2


def test_what_is_told_later_is_signed_later():
    lot = open_lot()
    note(lot)
    attestations.sign_for_producers(at=LATER)
    second = note(lot, quantity=9_000)

    assert attestations.sign_for_producers(at=LATER) == 1
    assert Attestation.objects.order_by("pk").last().leaf.subject == second.pk


def test_without_a_secret_nothing_is_signed(settings):
    settings.SIGNING_SECRET = ""
    note(open_lot())

    assert attestations.sign_for_producers(at=LATER) == 0


def test_a_producer_takes_the_key_into_its_own_hands():
    lot, user = open_lot(), UserFactory()
    note(lot)
    attestations.sign_for_producers(at=MIDDAY)

    for _ in range(2):
        keys.replace_key(producer=lot.producer, by=user, at=LATER, **brought(lot.producer))
    note(lot, quantity=9_000)

    assert attestations.sign_for_producers(at=LATER) == 0
    told = SignerKey.objects.order_by("pk").values_list("held", "ended_at")
    assert list(told) == [(True, LATER), (False, None)]
    assert kinds() == ["event", "key", "key-end", "key", "event"]
    verbs = Entry.objects.filter(actor=user).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["ended key", "added key"]


def test_another_producers_events_are_signed_all_the_same():
    own, other = open_lot(), open_lot()
    keys.replace_key(producer=own.producer, by=None, at=MIDDAY, **brought(own.producer))
    note(own)
    event = note(other)

    assert attestations.sign_for_producers(at=LATER) == 1
    assert Attestation.objects.get().leaf.subject == event.pk


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"public": "abc"}, keys.NotAPublicKey),
        ({"public": OWN.written}, keys.NotAPublicKey),
        ({"signature": ""}, keys.NotTheHolder),
        ({"signature": encode(OWN.sign("something else"))}, keys.NotTheHolder),
        ({"public": str(new_key("x").verifier)}, keys.NotTheHolder),
    ],
    ids=["no key", "the private one", "no signature", "another text", "another's key"],
)
def test_who_does_not_hold_the_key_changes_nothing(change, failure):
    producer = ProducerFactory()

    with pytest.raises(failure):
        keys.replace_key(producer=producer, by=None, at=MIDDAY, **{**brought(producer), **change})

    assert not SignerKey.objects.exists()


def test_a_key_that_somebody_has_is_nobody_elses():
    first, second = ProducerFactory(), ProducerFactory()
    keys.replace_key(producer=first, by=None, at=MIDDAY, **brought(first))

    with pytest.raises(keys.NotAPublicKey):
        keys.replace_key(producer=second, by=None, at=MIDDAY, **brought(second))


def test_a_known_key_is_closed_once_and_never_changed():
    key = keys.add_key(
        role="laboratory", name="Phòng mẫu", public=str(OWN.verifier), by=None, at=MIDDAY
    )

    for change in ({"name": "Phòng khác"}, {"public": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SignerKey.objects.filter(pk=key.pk).update(**change)
    keys.end_key(key=key, by=None, at=LATER)
    keys.end_key(key=key, by=None, at=LATER + timedelta(days=1))

    assert SignerKey.objects.get().ended_at == LATER
    assert kinds() == ["key", "key-end"]


def test_the_whole_log_still_adds_up():
    note(open_lot())
    attestations.sign_for_producers(at=LATER)
    log.sign_checkpoint(at=LATER)
    assert list(findings()) == []
