"""Buying on a phone: by keys alone, again in three presses, and what is left without a network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error

from tests.journeys.test_pages_are_accessible import sign_in

pytestmark = pytest.mark.journey
JAR = "/san-pham/tra-hoa-vang-say-thang-hoa/"
SHOPPER = "0900000001"
STAYS = "(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()"
IS_KEPT = "async path => Boolean(await (await caches.open('pages')).match(path))"
ADDRESS = {"name": "Lê Thị Bàn Phím", "phone": "0912345678", "street": "2 phố Mẫu"}


class Keys:
    """A person without a pointer: goes on with Tab, presses with Enter; both are counted."""

    def __init__(self, page):
        self.page, self.presses, self.fields = page, 0, 0

    def go_to(self, wanted):
        for _ in range(90):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(f"{STAYS}.startsWith({wanted!r})"):
                assert self.page.evaluate(IS_SEEN)
                return
        pytest.fail(f"Tab never comes to {wanted!r}")

    def press(self, wanted):
        self.go_to(wanted)
        self.presses += 1
        self.page.keyboard.press("Enter")

    def fill(self, name, words):
        self._go_to_field(name)
        self.page.keyboard.type(words)
        self.fields += 1

    def choose(self, name, value):
        self._go_to_field(name)
        while self.page.evaluate("document.activeElement.value") != value:
            self.page.keyboard.press("ArrowDown")
        self.fields += 1

    def _go_to_field(self, name):
        for _ in range(90):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab never comes to the field {name!r}")


IS_SEEN = """(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
})()"""


def test_a_guest_buys_by_keys_alone_and_a_reload_loses_nothing(visit):
    page = visit()
    page.goto(JAR)
    keys = Keys(page)
    keys.press("Thêm vào giỏ")
    page.wait_for_url("**/gio-hang/")
    assert "Giao đến" in page.locator("main").inner_text()
    keys.press("Đặt hàng")
    page.wait_for_url("**/thanh-toan/")

    keys.fill("name", ADDRESS["name"])
    keys.fill("phone", ADDRESS["phone"])
    keys.choose("province", "22")
    keys.fill("commune_name", "ba che")
    page.locator("#xa-phuong input").first.wait_for(state="attached")
    keys.fill("street", ADDRESS["street"])
    page.reload()
    page.locator("#xa-phuong input:checked, #tong-tien [name=expected_total]").first.wait_for(
        state="attached"
    )
    assert {n: page.locator(f"[name={n}]").input_value() for n in ADDRESS} == ADDRESS
    page.locator("#tong-tien [name=expected_total]").wait_for(state="attached")

    keys.press("Đặt hàng và trả tiền")
    page.wait_for_url(re.compile("/thanh-toan/CG"))
    until(page, "name => sessionStorage.getItem(name) === null", "draft-checkout")
    assert (keys.presses, keys.fields) == (3, 5)


def test_who_bought_before_buys_again_in_three_presses(visit):
    page = visit()
    sign_in(page, SHOPPER)
    page.goto(JAR)
    page.get_by_role("button", name="Thêm vào giỏ").first.click()
    page.get_by_role("link", name="Đặt hàng", exact=True).click()
    page.get_by_role("button", name="Đặt hàng và trả tiền").click()
    page.wait_for_url(re.compile("/thanh-toan/CG"))


def test_a_product_that_was_opened_is_read_without_a_network_and_sells_nothing(visit):
    page = visit()
    page.goto(JAR)
    until(page, IS_KEPT, JAR)
    price = page.locator("main .price__amount").first.inner_text()
    page.context.set_offline(True)

    page.goto(JAR)
    assert "Đang xem bản đã lưu lúc" in page.locator(".saved-note").inner_text()
    assert page.locator("main .price__amount").first.inner_text() == price
    assert page.locator("main button:visible, main input:visible").count() == 0
    page.goto("/ke-hang/tra/")
    assert page.get_by_role("heading", level=1).inner_text() == "Chưa có mạng"
    page.get_by_role("link", name="Trà hoa vàng sấy thăng hoa").wait_for()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/gio-hang/")
    page.complaints.clear()  # the browser's own words about having no network


def until(page, told, asked):
    for _ in range(100):
        if page.evaluate(told, asked):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {told}")
