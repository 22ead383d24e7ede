"""Codes are issued for packs that exist, once each, whoever hurries."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from accounts.models import Entry
from tests.factories import MIDDAY, LotFactory, UserFactory
from traceability.actions.labels import (
    LotNotComplete,
    MoreThanPacked,
    NotReady,
    PrintedBefore,
    ask_to_read_back,
    go_on_issuing,
    issue_labels,
    print_labels,
)
from traceability.labels.sheets import A4_21
from traceability.models import ItemCode, LabelCheck, LabelPrint, LabelRun
from traceability.queries import labels
from traceability.serials import is_serial
from traceability.tasks import labels as tasks

pytestmark = pytest.mark.django_db


def issue(lot, count, by=None):
    return issue_labels(lot=lot, count=count, by=by or UserFactory(), at=MIDDAY)


def test_every_code_is_a_serial_of_its_own():
    run = issue(LotFactory(packed=50, on_hand=50), 50)
    serials = list(run.codes.values_list("serial", flat=True))
    assert len(set(serials)) == 50
    assert all(is_serial(serial) for serial in serials)
    assert Entry.objects.get().detail == {"count": 50}


def test_runs_together_never_pass_the_packs():
    lot = LotFactory(packed=10, on_hand=10)
    issue(lot, 7)
    with pytest.raises(MoreThanPacked, match="3 gói"):
        issue(lot, 4)
    issue(lot, 3)
    assert ItemCode.objects.count() == 10


def test_packs_that_were_sold_still_count_as_packs():
    lot = LotFactory(packed=10, on_hand=2)
    assert issue(lot, 10).count == 10


def test_a_lot_that_is_not_complete_prints_nothing():
    lot = LotFactory(packed=10, on_hand=0, completed_at=None)
    with pytest.raises(LotNotComplete):
        issue(lot, 1)
    assert ItemCode.objects.count() == 0


def test_a_thousand_codes_take_a_handful_of_queries(django_assert_max_num_queries):
    lot, user = LotFactory(packed=2_500, on_hand=2_500), UserFactory()
    with django_assert_max_num_queries(34):
        issue(lot, 2_500, user)
    assert ItemCode.objects.count() == 2_500


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_ten_hurried_hands_issue_no_more_than_was_packed(locked, monkeypatch):
    """Unlocked is the control: then hurry shows, on a server that lets two write at once."""
    lot, user = LotFactory(packed=10, on_hand=10), UserFactory()
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_kinds: self.all())

    answers = rush(10, lambda: issue(lot, 3, user).count, MoreThanPacked)

    if locked or connection.vendor == "sqlite":  # there, one writes at a time in any case
        assert answers == {3: 3, "refused": 7}
        assert (LabelRun.objects.count(), ItemCode.objects.count()) == (3, 9)
    else:
        assert answers[3] > 3


def rush(number, act, refusal):
    """Let so many hands act at the same moment, and count what they came back with."""
    start = Barrier(number)

    def hurry(_hand):
        try:
            start.wait(timeout=30)
            return act()
        except refusal:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as hands:
        return Counter(hands.map(hurry, range(number)))


def test_many_codes_are_drawn_in_the_background_in_portions(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(tasks, "PORTION", 40)
    lot = LotFactory(packed=100, on_hand=100)

    run = issue(lot, 100)

    assert (run.count, labels.ready(run), labels.codes_issued(lot)) == (100, 0, 100)
    with pytest.raises(MoreThanPacked, match="0 gói"):
        issue(lot, 1)
    assert tasks._fill_some(run.pk)
    assert labels.ready(run) == 40
    go_on_issuing(run=run)
    tasks.fill_run.func(run.pk)
    tasks.fill_run.func(run.pk)
    assert labels.ready(run) == 100


def test_serials_are_handed_out_in_their_order_from_anywhere(monkeypatch):
    monkeypatch.setattr(labels, "AT_ONCE", 4)
    run = issue(LotFactory(packed=11, on_hand=11), 11)
    issue(LotFactory(pack=run.lot.pack, packed=5, on_hand=5), 5)
    known = list(run.codes.order_by("pk").values_list("serial", flat=True))

    assert list(labels.serials_of(run, 1, 11)) == known
    assert list(labels.serials_of(run, 3, 9)) == known[2:9]
    assert list(labels.serials_of(run, 11, 11)) == known[10:]
    assert list(labels.serials_of(run, 12, 20)) == []


def printing(run, first, last, reason=""):
    return print_labels(
        run=run, first=first, last=last, start=1, reason=reason, sheet=A4_21,
        setting=labels.setting(run.lot.producer), by=run.issued_by, at=MIDDAY,
    )  # fmt: skip


def test_labels_that_are_not_there_are_not_printed():
    run = issue(LotFactory(), 5)
    for first, last in ((0, 1), (1, 6), (3, 2)):
        with pytest.raises(NotReady):
            printing(run, first, last)
    assert LabelPrint.objects.count() == 0


def test_the_book_of_printings_only_grows():
    run = issue(LotFactory(), 5)
    printed = printing(run, 1, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        LabelPrint.objects.filter(pk=printed.pk).update(last=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        printed.delete()
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "issued labels",
        "printed labels",
    ]


def test_a_check_that_stopped_is_taken_up_where_it_was(settings):
    run = issue(LotFactory(), 10)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    ask = {"run": run, "level": "M", "wants_all": True, "by": run.issued_by}
    check = ask_to_read_back(at=MIDDAY, **ask)
    LabelCheck.objects.update(checked=4, failed=["SPOILT"])

    assert ask_to_read_back(at=MIDDAY, **ask) == check
    tasks.read_back.func(check.pk)
    check.refresh_from_db()
    assert (check.checked, check.failed, check.is_good) == (10, ["SPOILT"], False)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_the_same_labels_go_to_paper_once_without_a_reason(locked, monkeypatch):
    """With the same control."""
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_kinds: self.all())

    def answers():
        run = issue(LotFactory(), 5)
        labels.setting(run.lot.producer).save()
        return rush(5, lambda: printing(run, 1, 5).count, PrintedBefore)

    if locked or connection.vendor == "sqlite":
        assert answers() == {5: 1, "refused": 4}
    else:  # how they meet is chance: one of many crowds does
        assert any(answers()[5] > 1 for _crowd in range(20))
