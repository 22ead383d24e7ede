"""Officers keep the words that mean the same."""

from __future__ import annotations

import pytest

from accounts.models import Entry
from catalog.models import Synonym
from tests.factories import OfficerFactory

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/tu-cung-nghia/"


@pytest.fixture
def officer(client):
    user = OfficerFactory().user
    client.force_login(user)
    return user


@pytest.mark.usefixtures("officer")
def test_two_words_are_added_and_ended(client):
    Synonym.objects.all().delete()

    client.post(PAGE, {"one": "Khoai  môn", "other": "khoai sọ", "note": ""})
    added = Synonym.objects.get()
    shown = client.get(PAGE)
    client.post(f"{PAGE}{added.pk}/thoi/")

    assert (added.one, added.other) == ("khoai môn", "khoai sọ")
    assert "khoai sọ" in shown.content.decode()
    assert list(client.get(PAGE).context["rows"]) == []
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "added synonym",
        "ended synonym",
    ]
    assert client.post(f"{PAGE}{added.pk}/thoi/").status_code == 404


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("chè", "trà", "đã được ghi là cùng nghĩa"),
        ("chè", "che", "đã hiểu như nhau"),
        ("***", "trà", "Xin ghi bằng chữ"),
        ("x" * 41, "trà", "40"),
    ],
)
def test_what_is_no_synonym_is_told_at_the_field(client, one, other, told):
    Synonym.objects.get_or_create(one="trà", other="chè", defaults={"valid_from": "2025-07-01"})
    before = Synonym.objects.count()

    answer = client.post(PAGE, {"one": one, "other": other})

    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors)
    assert f'value="{one}"' in answer.content.decode()
    assert Synonym.objects.count() == before
