"""Signing up and in, by phone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.models import Message, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = {
    "full_name": "Bà Mẫu",
    "phone": "0912 345 678",
    "password1": "truong-lang-xa-ba-che",
    "agrees": "on",
}


def code_sent():
    return re.search(r"\b\d{6}\b", Message.objects.latest("pk").body).group()


def test_a_phone_number_and_a_code_make_an_account(client):
    client.post(reverse("account_signup"), SIGN_UP)
    client.post(reverse("account_verify_phone"), {"code": code_sent()})

    user = User.objects.get()
    assert (user.phone, user.full_name) == ("+84912345678", "Bà Mẫu")
    assert user.phone_verified_at is not None
    assert client.session["_auth_user_id"] == str(user.pk)


def test_who_signs_up_in_english_is_written_to_in_english(client):
    client.cookies["django_language"] = "en"

    client.post(reverse("account_signup"), SIGN_UP)

    assert User.objects.get().language == "en"
    code = Message.objects.get()
    assert (code.kind, code.language, code.subject) == ("code", "en", "Confirmation code")


def test_a_wrong_code_verifies_nobody(client):
    client.post(reverse("account_signup"), SIGN_UP)

    client.post(
        reverse("account_verify_phone"), {"code": "000000" if code_sent() != "000000" else "1"}
    )

    assert User.objects.get().phone_verified_at is None
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("typed", ["0912345678", "84912345678", "+84 912 345 678"])
def test_one_signs_in_with_any_way_of_writing_the_number(client, typed):
    user = UserFactory(phone="+84912345678", phone_verified_at="2026-01-01T00:00Z")
    user.set_password("truong-lang-xa")
    user.save()

    client.post(reverse("account_login"), {"login": typed, "password": "truong-lang-xa"})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_signs_in_with_a_code_alone(client):
    user = UserFactory(phone="+84912345678", phone_verified_at="2026-01-01T00:00Z")

    client.post(reverse("account_request_login_code"), {"phone": "0912345678"})
    client.post(reverse("account_confirm_login_code"), {"code": code_sent()})

    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("typed", ["0912", "không có", "+84 000", "9" * 40])
def test_a_wrong_number_is_told_at_the_field_and_kept(client, typed):
    response = client.post(reverse("account_signup"), SIGN_UP | {"phone": typed})

    assert response.context["form"].errors["phone"] == [
        "Số điện thoại chưa đúng. Ví dụ: 0912 345 678."
    ]
    assert response.context["form"]["phone"].value() == typed
    assert User.objects.count() == 0


def test_the_eleventh_wrong_password_in_a_quarter_is_refused_unread(client):
    UserFactory(phone="+84912345678")
    attempt = {"login": "0912345678", "password": "khong-phai"}
    for _ in range(10):
        client.post(reverse("account_login"), attempt)

    response = client.post(reverse("account_login"), attempt)

    assert "Sai quá nhiều lần" in response.content.decode()


def test_a_sixth_code_in_an_hour_is_not_sent(client):
    UserFactory(phone="+84912345678", phone_verified_at="2026-01-01T00:00Z")
    for _ in range(8):
        client.post(reverse("account_request_login_code"), {"phone": "0912345678"})

    assert Message.objects.count() <= 5


def test_a_real_market_has_no_outbox_page(client, settings):
    assert client.get(reverse("accounts:outbox")).status_code == 200
    settings.DEMO = False

    assert client.get(reverse("accounts:outbox")).status_code == 404


def test_two_accounts_never_share_an_email(client):
    UserFactory(email="ba@vi-du.vn")
    client.force_login(UserFactory())

    response = client.post(
        reverse("accounts:profile"), {"full_name": "Ông Mẫu", "email": "BA@vi-du.vn"}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]
