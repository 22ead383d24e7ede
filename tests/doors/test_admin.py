"""Every room of the operators opens: its list, each kind of row, and the form for a new one."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

pytestmark = pytest.mark.django_db
TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_table_is_listed_shown_and_added_to(town, model):
    client, room = (
        town.client("operator"),
        f"admin:{model._meta.app_label}_{model._meta.model_name}",
    )
    row = model.objects.first()
    told = [client.get(reverse(f"{room}_{page}")).status_code for page in ("changelist", "add")]
    if row:
        told.append(client.get(reverse(f"{room}_change", args=[row.pk])).status_code)

    assert told[0] == 200
    assert set(told[1:]) <= {200, 403}
    assert told[2:] in ([], [200])
