"""Every kind of page on a phone: nothing WCAG A or AA forbids, nothing wider than the screen.

The frame is asked once, on the first page of a walk; of the others what stands in ``main``.
"""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
ASK = """([within, rules]) => axe.run(within, rules).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))]))"""
STALL = "/gian-hang/htx-mau-na-lang-ba-che/"
JAR = "/san-pham/tra-hoa-vang-say-thang-hoa/"
MAIN = ["/", "/tim-kiem/?q=mat+ong", JAR, "/truy-xuat/lo/{lot}/", "/tai-khoan/dang-nhap/"]
PUBLIC = [
    *("/san-pham/ba-kich-ba-che/", f"{JAR}danh-gia/", f"{JAR}hoi-dap/", f"{JAR}hoi-dap/hoi/"),
    *("/chu-the/htx-mau-na-lang-ba-che/", "/xa/07192/", "/ke-hang/thit-hai-san-che-bien/"),
    *("/gio-hang/", "/truy-xuat/", "/truy-xuat/lo/{lot}/phan-anh/", "/danh-gia/lo/{lot}/"),
    *("/tra-cuu-don/", "/thu-hoi/", "/so-minh-bach/", "/so-minh-bach/kiem-tra/", "/ngoai-tuyen/"),
    *("/tai-khoan/dang-ky/", "/tai-khoan/dang-nhap/ma/", "/tai-khoan/hop-thu-mau/"),
    *("/trang/cach-kiem-tra/", "/trang/quyen-rieng-tu/"),
]
OWN = [
    *("/tai-khoan/", "/tai-khoan/don-hang/", "/tai-khoan/thong-tin/", "/tai-khoan/tin-nhan/"),
    *("/tai-khoan/doi-mat-khau/", "/gio-hang/", "/thanh-toan/"),
]
AT_WORK = [
    STALL,
    *(f"{STALL}{room}/" for room in ("don-hang", "lo-hang", "san-pham", "dia-diem", "kho", "tien")),
    *(f"{STALL}{room}/" for room in ("nguyen-lieu", "giao-hang", "hoa-don", "khieu-nai", "nguoi")),
    *(f"{STALL}{room}/" for room in ("lo-hang/mo", "lo-hang/HV-03", "san-pham/moi", "thu-hoi")),
    *(f"{STALL}{room}/" for room in ("may-in", "may-in/kho-giay", "ma-giam-gia", "dat-truoc")),
]
LABELS = f"{STALL}lo-hang/HV-03/tem/"


def test_public_pages_are_accessible_and_fit_a_phone(visit):
    page = visit(service_workers="block")
    page.goto(JAR)
    lot = page.locator("a[href^='/truy-xuat/lo/']").first.get_attribute("href").split("/")[3]
    addresses = [address.format(lot=lot) for address in (*MAIN, *PUBLIC)]
    assert walk(page, addresses) == []

    night = visit(service_workers="block", color_scheme="dark")
    assert walk(night, [address.format(lot=lot) for address in MAIN]) == []

    large = visit(service_workers="block")
    large.add_init_script("localStorage.setItem('look-letters', 'larger')")
    assert [wide for address in addresses[:6] for wide in too_wide(large, address)] == []


def test_pages_of_ones_own_are_accessible_and_fit_a_phone(visit):
    page = visit(service_workers="block", color_scheme="dark")
    sign_in(page, "0900000001")
    page.goto(JAR)
    page.get_by_role("button", name="Thêm vào giỏ").first.click()
    page.goto("/tai-khoan/don-hang/")
    order = page.locator("main a[href^='/don-hang/']").first.get_attribute("href")
    assert walk(page, [*OWN, order]) == []


def test_places_of_work_are_accessible_and_fit_a_phone(visit):
    page = visit(service_workers="block")
    sign_in(page, "0900000002")
    page.goto(LABELS)
    run = page.locator("main a.door").first.get_attribute("href")
    assert walk(page, [*AT_WORK, LABELS, run]) == []


def walk(page, addresses):
    """What is wrong with pages, the frame of the first among them."""
    whole, *others = addresses
    return [*flaws(page, whole, "html"), *(f for one in others for f in flaws(page, one))]


def flaws(page, address, within="main"):
    """What is wrong with a page: rules broken and where, its name, and its width if too much."""
    wide = too_wide(page, address)
    page.evaluate(AXE)
    broken = [(address, *found) for found in page.evaluate(ASK, [within, RULES])]
    return broken + wide + [(address, "no title")] * (not page.title().strip())


def too_wide(page, address):
    page.goto(address, wait_until="load")
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [(address, "width", wide)] * (wide > PHONE["width"])


def sign_in(page, phone):
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại").fill(phone)
    page.get_by_label("Mật khẩu").fill("cho-goc-mau")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
