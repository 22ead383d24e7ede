"""A key of the phone's own: made, signed in with, named and removed, in a real browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.journey
PERSON, PASSWORD = "0900000001", "cho-goc-mau"


def lend_fingers(page):
    """The browser's own stand-in for a phone that knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    finger = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": finger})


def test_somebody_signs_in_with_a_finger(visit, market):
    page = visit()
    lend_fingers(page)
    home = f"http://localhost:{urlsplit(market).port}/tai-khoan"
    page.goto(f"{home}/dang-nhap/")
    page.get_by_label("Số điện thoại").fill(PERSON)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()

    page.get_by_role("link", name="Khoá đăng nhập").click()
    page.get_by_role("link", name="Thêm khoá của máy này").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận", exact=True).click()
    page.get_by_label("Tên khoá").fill("Máy bà ngoại")
    page.get_by_role("button", name="Tạo khoá").click()
    page.get_by_text("Máy bà ngoại").wait_for()

    page.goto(f"{home}/dang-xuat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.goto(f"{home}/dang-nhap/?next=/tai-khoan/khoa/")
    page.get_by_role("button", name="Đăng nhập bằng khoá").click()
    page.wait_for_url(re.compile("/tai-khoan/khoa/$"))

    page.get_by_role("button", name="Gỡ khoá").click()
    page.get_by_role("button", name="Xác nhận bằng khoá").click()
    page.get_by_role("button", name="Gỡ khoá").click()
    page.get_by_text("Bạn chưa có khoá nào.").wait_for()
