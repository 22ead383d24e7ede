"""Every door of the house against the table of who may go through it."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import town as towns
from tests.house.doors import DOORS, SIGN_IN

pytestmark = pytest.mark.django_db
ALLAUTH = "account_"
SIGN_IN_ADDRESS = "/tai-khoan/dang-nhap/"


def ours():
    return [(name, at) for name, at in towns.routes() if not name.startswith(ALLAUTH)]


def test_every_address_has_its_line_in_the_table():
    assert {name for name, _pattern in ours()} == set(DOORS)


@pytest.mark.parametrize("role", towns.ROLES)
def test_everybody_gets_what_the_table_says_and_no_more(town, role):
    client = town.client(role)
    told, expected = {}, {}
    for name, pattern in ours():
        for method in ("get", "post"):
            told[f"{method} {name}"] = _told(client, method, towns.address(town, name, pattern))
            expected[f"{method} {name}"] = DOORS[name].answer(role, method)

    assert told == expected


def _told(client, method, address):
    """The answer to one knock, whose traces are wiped out."""
    before = transaction.savepoint()
    answer = getattr(client, method)(address)
    if answer.streaming:
        answer.getvalue()
    transaction.savepoint_rollback(before)
    if answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN_ADDRESS):
        return SIGN_IN
    return answer.status_code
