"""What is not believed: a sample of it is kept, apart from the money, and never much."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from marketplace.ledger.models import LedgerTransaction
from marketplace.payments.actions import turning_away
from marketplace.payments.actions.turning_away import keep_turned_away
from marketplace.payments.models import Notice, TurnedAway
from tests.factories import MIDDAY

pytestmark = pytest.mark.django_db
SANDBOX = reverse("payments:webhook", args=["sandbox"])


def keep(at=MIDDAY, body=b"x"):
    told = {"why": "forged", "body": body, "length": len(body), "headers": {}}
    return keep_turned_away(gateway="sandbox", at=at, **told)


@pytest.mark.parametrize(
    ("body", "why"), [(b"{}", "forged"), (b" " * 70_000, "too_long")], ids=["forged", "long"]
)
def test_it_leaves_no_trace_in_the_money(client, body, why):
    headers = {"X-Sandbox-Signature": "sha256=0", "X-Sandbox-Timestamp": "1", "Cookie": "a=b"}

    answer = client.post(SANDBOX, body, content_type="application/json", headers=headers)

    assert answer.status_code == 400
    kept = TurnedAway.objects.get()
    assert (kept.why, kept.length) == (why, len(body))
    assert len(kept.body) <= turning_away.MOST_KEPT
    assert "Cookie" not in kept.headers
    assert not Notice.objects.exists()
    assert not LedgerTransaction.objects.exists()


def test_a_flood_is_cut_off_and_the_next_day_begins_anew(monkeypatch):
    monkeypatch.setattr(turning_away, "MOST_A_DAY", 3)

    kept = [keep() is not None for _ in range(5)]

    assert kept == [True, True, True, False, False]
    assert keep(at=MIDDAY + timedelta(days=1)) is not None


def test_it_is_forgotten_after_a_month():
    keep(body=b"y" * 5_000)

    assert turning_away.forget_turned_away(at=MIDDAY + timedelta(days=30)) == 0
    assert turning_away.forget_turned_away(at=MIDDAY + timedelta(days=31)) == 1
