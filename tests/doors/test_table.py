"""Every door of the house against the table of who may go through it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.apps import apps
from django.db import transaction

from tests import town as towns
from tests.doors.drawing import undrawn
from tests.house.door import SIGN_IN
from tests.house.doors import DOORS

pytestmark = pytest.mark.django_db
ALLAUTH = "account_"
SIGN_IN_ADDRESS = "/tai-khoan/dang-nhap/"
DRAWN = ("visitor", "buyer", "owner", "officer", "operator")
"""Whose pages are drawn whole, as they are looked at; of the others', only the door is asked."""
EVERYWHERE = ("visitor", "owner")
"""Who try all doors; the others only those that do not stand open to everybody."""
PUBLIC = (
    *("recalls:recall", "recalls:atom", "recalls:json_feed", "tales:photo"),
    *("codes:", "log:", "offline:", "scan:", "storefront:", "healthz", "readyz", "set_language"),
    *("api:schema", "api:docs", "merits:rules"),
)
"""What anybody reads, and a browser may keep."""
MAY_GROW = {"traceability.Scan", "accounts.Session", "accounts.Tally", "marketplace.TalkSide"}
"""A look at a code is counted, a visit remembered, a try tallied, a talk looked at is read."""


def ours():
    return [(name, at) for name, at in towns.routes() if not name.startswith(ALLAUTH)]


def test_every_address_has_its_line_in_the_table():
    assert {name for name, _pattern in ours()} == set(DOORS)


@pytest.mark.parametrize("role", towns.ROLES)
@pytest.mark.usefixtures("plain_refusals")
def test_everybody_gets_what_the_table_says_and_no_more(town, role):
    """By looking, which changes no row, and by sending, whose traces are wiped out."""
    client, before = town.client(role), rows()
    asked = [door for door in ours() if role in EVERYWHERE or DOORS[door[0]].who != towns.ROLES]

    with nullcontext() if role in DRAWN else undrawn():
        looks = {name: client.get(towns.address(town, name, pattern)) for name, pattern in asked}
    seen = {name: _told(answer) for name, answer in looks.items()}
    after = rows()
    with undrawn():
        sent = {name: _wiped(client, towns.address(town, name, pattern)) for name, pattern in asked}

    assert seen == {name: DOORS[name].answer(role, "get") for name in seen}
    assert sent == {name: DOORS[name].answer(role, "post") for name in sent}
    assert after == before
    may_be_kept = [name for name, answer in looks.items() if _may_be_kept(name, answer)]
    assert role == "visitor" or may_be_kept == []


def test_asking_only_for_the_head_changes_no_row(town):
    client, before = town.client("owner"), rows()

    with undrawn():
        for name, pattern in ours():
            _told(client.head(towns.address(town, name, pattern)))

    assert rows() == before


def rows():
    """Every row of every table, but for what may grow."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in MAY_GROW
    }


def _told(answer):
    if answer.streaming:
        answer.getvalue()
    if answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN_ADDRESS):
        return SIGN_IN
    return answer.status_code


def _wiped(client, address):
    before = transaction.savepoint()
    told = _told(client.post(address))
    transaction.savepoint_rollback(before)
    return told


def _may_be_kept(name, answer):
    """Whether a browser may keep what is somebody's own."""
    is_shown = answer.status_code == 200 and not name.startswith(PUBLIC)
    return is_shown and "no-store" not in answer.headers.get("Cache-Control", "")
