"""Two phones have the same lot open: who writes second is told, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories import LotFactory, MembershipFactory
from traceability.models import Lot, Movement

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(client):
    lot = LotFactory(on_hand=20, packed=20)
    client.force_login(MembershipFactory(producer=lot.producer).user)
    return lot


def opened(client, page, form):
    """What stands in the form of a page that somebody opened."""
    fields = client.get(page).context[form]
    return {bound.name: bound.value() for bound in fields if bound.value() is not None}


def test_who_counts_second_is_told_and_counts_again(client, lot):
    told = [lot.producer.slug, lot.code]
    page, sent = (reverse(f"workspace:{name}", args=told) for name in ("lot_stock", "recount"))
    one, other = (opened(client, page, "recount_form") | {"cause": "missing"} for _n in range(2))

    for _twice in range(2):
        assert client.post(sent, one | {"counted": "18"}).status_code == 302
    refused = client.post(sent, other | {"counted": "19"})

    assert (refused.status_code, Lot.objects.get().on_hand) == (422, 18)
    assert "trong sổ giờ là 18 gói" in refused.text
    typed = {bound.name: bound.value() for bound in refused.context["recount_form"]}
    assert (typed["counted"], typed["seen"]) == ("19", "18")
    assert client.post(sent, typed).status_code == 302
    assert list(Movement.objects.filter(kind="recounted").values_list("on_hand", flat=True)) in (
        [-2, 1],
        [1, -2],
    )


def test_who_writes_another_best_before_day_second_is_told(client, lot):
    Lot.objects.update(best_before=None, completed_at=None, packed=0, on_hand=0)
    page = reverse("traceability:lot_dates", args=[lot.producer.slug, lot.code])
    one, other = (opened(client, page, "form") for _n in range(2))
    days = [localdate() + timedelta(days=n) for n in (100, 200)]

    for _twice in range(2):
        assert client.post(page, one | {"best_before": days[0].isoformat()}).status_code == 302
    refused = client.post(page, other | {"best_before": days[1].isoformat()})

    assert (refused.status_code, Lot.objects.get().best_before) == (422, days[0])
    typed = {bound.name: bound.value() for bound in refused.context["form"]}
    assert client.post(page, typed).status_code == 302
    assert Lot.objects.get().best_before == days[1]
