"""Looking changes nothing: neither a GET nor a HEAD, whoever looks."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests import town as towns

pytestmark = pytest.mark.django_db
MAY_GROW = {"traceability.Scan", "sessions.Session", "accounts.Tally"}
"""A look at a code is counted, a visit remembered, a try tallied: nothing else is written."""


@pytest.mark.parametrize("role", ["owner", "buyer", "officer"])
def test_looking_at_every_page_changes_no_row(town, role):
    client, before = town.client(role), rows()

    for name, pattern in towns.routes():
        if name != "account_logout":
            for look in (client.get, client.head) if role == "owner" else (client.get,):
                answer = look(towns.address(town, name, pattern))
                if answer.streaming:
                    answer.getvalue()

    assert rows() == before


def rows():
    """Every row of every table, but for what may grow."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in MAY_GROW
    }
