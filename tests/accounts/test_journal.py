"""The journal grows and never changes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import journal
from accounts.models import Entry
from tests.factories import MIDDAY, ProducerFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_for_whom():
    user, producer = UserFactory(), ProducerFactory()

    entry = journal.record(
        actor=user, verb="opened", subject=producer, at=MIDDAY, on_behalf_of=producer, packs=3
    )

    assert (entry.subject, entry.on_behalf_of, entry.detail) == (
        f"catalog.Producer:{producer.pk}",
        f"catalog.Producer:{producer.pk}",
        {"packs": 3},
    )


@pytest.mark.parametrize("change", [lambda rows: rows.update(verb="x"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_drop_an_entry(change):
    entry = journal.record(actor=None, verb="v", subject=ProducerFactory(), at=MIDDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        change(Entry.objects.filter(pk=entry.pk))

    assert Entry.objects.get().verb == "v"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite knows INSERT OR REPLACE")
def test_an_entry_is_not_written_over():
    entry = journal.record(actor=None, verb="v", subject=ProducerFactory(), at=MIDDAY)
    columns = "id, actor_id, verb, subject, on_behalf_of, detail, at"
    another = f"SELECT id, actor_id, 'x', {columns.split(', ', 3)[3]} FROM accounts_entry"

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO accounts_entry ({columns}) {another}")

    assert Entry.objects.get(pk=entry.pk).verb == "v"
