"""Main pages on a phone: nothing WCAG A or AA forbids, nothing wider than the screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
STALL = "/gian-hang/htx-mau-na-lang-ba-che/"
PUBLIC = [
    "/",
    "/tim-kiem/?q=mat+ong",
    "/san-pham/tra-hoa-vang-say-thang-hoa/",
    "/san-pham/ba-kich-ba-che/",
    "/chu-the/htx-mau-na-lang-ba-che/",
    "/gio-hang/",
    "/truy-xuat/",
    "/tra-cuu-don/",
    "/tai-khoan/hop-thu-mau/",
    "/trang/cach-kiem-tra/",
]
AT_WORK = [STALL, f"{STALL}don-hang/", f"{STALL}lo-hang/", f"{STALL}san-pham/", f"{STALL}dia-diem/"]
AT_WORK += [f"{STALL}may-in/", f"{STALL}may-in/kho-giay/"]
LABELS = f"{STALL}lo-hang/HV-03/tem/"


def test_public_pages_are_accessible_and_fit_a_phone(visit):
    page = visit()
    assert [flaw for address in PUBLIC for flaw in flaws(page, address)] == []


def test_places_of_work_are_accessible_and_fit_a_phone(visit):
    page = visit()
    sign_in(page, "0900000002")
    page.goto(LABELS)
    run = page.locator("main a.door").first.get_attribute("href")
    assert [flaw for address in (*AT_WORK, LABELS, run) for flaw in flaws(page, address)] == []


def flaws(page, address):
    """What is wrong with a page: rules broken and where, and its width if that is too much."""
    page.goto(address)
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    broken = [(address, rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    return broken + [(address, "width", wide)] * (wide > PHONE["width"])


def sign_in(page, phone):
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại").fill(phone)
    page.get_by_label("Mật khẩu").fill("cho-goc-mau")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
