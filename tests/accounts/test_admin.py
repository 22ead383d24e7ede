"""The operators' rooms: one way in for everybody, and the demo says what it is there too."""

from __future__ import annotations

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_operators_sign_in_where_everybody_does(client):
    answer = client.get("/admin/accounts/user/", follow=True)

    assert answer.redirect_chain[-1][0] == (
        "/tai-khoan/dang-nhap/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    )


def test_a_password_sent_to_the_admin_opens_nothing(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    user.set_password("mat-khau-rat-dai-77")
    user.save()

    client.post("/admin/login/", {"username": user.phone, "password": "mat-khau-rat-dai-77"})

    assert "_auth_user_id" not in client.session


def test_whoever_is_no_operator_finds_no_room(client):
    client.force_login(UserFactory())

    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("at", ["/admin/", "/admin/accounts/entry/", "/api/docs/"])
def test_the_demo_says_so_in_every_room(client, at):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert 'class="ribbon"' in client.get(at).content.decode()
