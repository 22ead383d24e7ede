"""The log under many hands at once, and under a hand that dies: one order, nothing half done."""

from __future__ import annotations

import os
import signal

import pytest
from django.db import IntegrityError, connection, connections

from catalog.models import Recognition
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.races.crowds import AT_ONCE, rush
from tests.traceability.epcis.stories import shipping
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_log import Fact
from traceability.actions import capture, log
from traceability.epcis.document import document
from traceability.models import Event, LogLeaf, LogTile
from traceability.queries.log_audit import findings

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def tell(lot, by, *minutes):
    """Capture one document: a shipping for each of these minutes."""
    told = [
        shipping(lot, eventTime=f"2026-11-20T08:{minute:02}:00.000+07:00") for minute in minutes
    ]
    return capture.capture_document(
        document=document(told, created_at=MIDDAY),
        speakers=[lot.producer],
        behaviour="rollback",
        by=by,
        at=MIDDAY,
    )


def test_captures_forms_and_signatures_at_once_make_one_order():
    quarter, by = AT_ONCE // 4, UserFactory()
    lots, opened = ([make() for _ in range(quarter)] for make in (LotFactory, open_lot))
    facts_fill(250)

    def act(number):
        which = number // 4
        if number % 4 == 0:
            return log.sign_checkpoint(at=MIDDAY) and "signed"
        if number % 4 == 1:
            return note(opened[which]) and "written"
        return tell(lots[which], by, number % 4) and "captured"

    answers = rush(range(AT_ONCE), act)

    assert answers == {"signed": quarter, "written": quarter, "captured": 2 * quarter}
    positions = LogLeaf.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(250 + 3 * quarter))
    assert LogTile.objects.count() == 1
    assert log.sign_checkpoint(at=MIDDAY).size == 250 + 3 * quarter
    assert list(findings()) == []


def test_without_the_lock_the_order_breaks(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer anyway")
    monkeypatch.setattr(log, "lock", lambda: None)

    answers = rush(
        range(AT_ONCE), lambda subject: log.append(kind="document", rows=[Fact(subject)])
    )

    assert answers[None] < AT_ONCE
    assert set(answers) == {None, IntegrityError}


DEATHS = {
    "before the leaves": (log, "append"),
    "with the leaves, before the tile": (log.tiles, "filled"),
    "with the tile, before the end": (capture.journal, "record"),
    "after the end": (log, "sign_checkpoint"),
}
"""Where the program dies while it captures two events that fill a tile."""


@pytest.mark.parametrize(("room", "name"), DEATHS.values(), ids=DEATHS)
def test_a_program_that_dies_leaves_no_event_without_leaf_and_no_leaf_without_event(room, name):
    lot, by = LotFactory(), UserFactory()
    note(open_lot())
    facts_fill(254)
    before = Event.objects.count(), LogLeaf.objects.count(), LogTile.objects.count()

    died = die_at(room, name, lambda: tell(lot, by, 1, 2) and log.sign_checkpoint(at=MIDDAY))

    assert died == signal.SIGKILL
    after = Event.objects.count(), LogLeaf.objects.count(), LogTile.objects.count()
    assert after == (3, 256, 1) if name == "sign_checkpoint" else before
    assert list(findings()) == []
    if name != "sign_checkpoint":
        tell(lot, by, 1, 2)
    assert log.sign_checkpoint(at=MIDDAY).size == 256
    assert list(findings()) == []


def facts_fill(size):
    """Stars until there are so many leaves."""
    product = LotFactory().pack.product
    missing = size - LogLeaf.objects.count()
    Recognition.objects.bulk_create(
        Recognition(product=product, stars=3, reported_year=2020) for _ in range(missing)
    )
    log.append_stars()


def die_at(room, name, act):
    """Let a child do it with connections of its own; kill -9 when it comes to this function."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        setattr(room, name, lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL))
        try:
            act()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])
