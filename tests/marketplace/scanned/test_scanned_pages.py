"""What one scanned is kept with one's word and not without it, and never for others to see."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import consents
from marketplace.scanned import actions
from marketplace.scanned.models import OwnScan
from tests.factories import MIDDAY, LotFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE, CHOICE = reverse("scanned:scans"), reverse("scanned:choice")
BROWSER = {"user-agent": "Mozilla/5.0"}


def scan(client, lot):
    return client.get(reverse("scan:lot", args=[lot.trace_code]), headers=BROWSER)


def has(client, lot):
    return lot.trace_code in client.get(PAGE).text


@pytest.mark.parametrize("is_guest", [True, False])
def test_nothing_is_kept_without_a_word_and_all_is_forgotten_with_another(client, is_guest):
    first, second = LotFactory(), LotFactory()
    if not is_guest:
        client.force_login(UserFactory())

    scan(client, first)
    client.post(CHOICE, {"is_given": "yes"})
    scan(client, second)
    assert (has(client, first), has(client, second)) == (False, True)

    client.post(CHOICE, {"is_given": "no"})
    scan(client, first)
    assert (has(client, first), has(client, second)) == (False, False)
    assert OwnScan.objects.count() == 0


def test_one_code_is_forgotten_and_the_others_stay(client):
    client.force_login(UserFactory())
    client.post(CHOICE, {"is_given": "yes"})
    one, other = LotFactory(), LotFactory()
    for lot in (one, other, one):
        scan(client, lot)

    client.post(reverse("scanned:removal"), {"path": f"lo/{one.trace_code}"})

    assert (has(client, one), has(client, other)) == (False, True)


def test_another_person_sees_nothing_of_it_on_the_same_device(client):
    lot = LotFactory()
    client.post(CHOICE, {"is_given": "yes"})
    scan(client, lot)
    assert has(client, lot)

    client.force_login(UserFactory())

    assert not has(client, lot)
    scan(client, lot)
    assert OwnScan.objects.count() == 0


def test_a_word_taken_back_elsewhere_holds_in_every_browser(client):
    user, lot = UserFactory(), LotFactory()
    client.force_login(user)
    client.post(CHOICE, {"is_given": "yes"})
    actions.agree(user=user, is_given=False, at=MIDDAY)

    scan(client, lot)

    assert OwnScan.objects.count() == 0
    assert [row.is_given for row in consents.Consent.objects.all()].count(False) == 1


def test_a_code_that_was_never_issued_is_not_kept(client):
    client.force_login(UserFactory())
    client.post(CHOICE, {"is_given": "yes"})

    assert client.get("/truy-xuat/lo/KHONGCO99/", headers=BROWSER).status_code == 404

    assert OwnScan.objects.count() == 0


def test_the_oldest_make_room(monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    user = UserFactory()
    actions.agree(user=user, is_given=True, at=MIDDAY)

    for n in range(4):
        actions.keep_scan(user=user, path=f"lo/{n}", at=MIDDAY)

    assert OwnScan.objects.count() == 2
