"""A phone checks what a page says by itself, with the network off."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.traceability.proofs import table

pytestmark = pytest.mark.journey
STATIC = Path(__file__).resolve().parents[2] / "static"
CHECK_ALL = """async ([cases, keys]) => {
  const { check } = await import("/js/proof/facts.js");
  const verdict = async (written) => {
    let file;
    try { file = JSON.parse(written); } catch { file = undefined; }
    try { await check(file, keys); return null; } catch (failure) { return failure.reason; }
  };
  return Promise.all(cases.map(verdict));
}"""


@pytest.fixture
def bench(chromium):
    """A page that has our modules and nothing else: no server, no network."""
    context = chromium.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto("http://localhost/")
    yield page
    context.close()


def serve(route):
    name = re.sub(r"^https?://localhost/", "", route.request.url)
    if not name:
        route.fulfill(body="<!doctype html><title>.</title>", content_type="text/html")
    else:
        route.fulfill(body=(STATIC / name).read_text(), content_type="text/javascript")


def test_the_browser_and_the_command_refuse_the_same_for_the_same_reason(bench):
    cases = list(table.cases())
    bench.evaluate("import('/js/proof/facts.js')")
    bench.context.set_offline(True)

    said = bench.evaluate(CHECK_ALL, [[written for _name, written, _reason in cases], table.KEYS])

    assert dict(zip((case[0] for case in cases), said, strict=True)) == {
        name: reason for name, _written, reason in cases
    }


CHECKED = "Đã kiểm tra trên máy của bạn: hồ sơ này chưa bị sửa từ"
SIGNED_WITHIN = 90  # seconds: the clock begins once the market stands
SHOW_INSTEAD = """([part, text]) => {
  const shown = document.querySelector(`[data-fact] ${part}`);
  const was = shown.textContent;
  shown.textContent = text;
  return was;
}"""
NO_ED25519 = "crypto.subtle.generateKey = () => Promise.reject(new Error('unknown'))"


def test_a_shopper_checks_a_page_and_keeps_the_proof_with_the_network_off(visit, tmp_path):
    phone = visit()
    address = packed_lot(phone)
    phone.goto(address)
    said = phone.locator("[data-proof-said]")
    expect(said).to_have_attribute("data-tone", "good")
    with phone.expect_download() as coming:
        phone.get_by_role("link", name="Lưu bằng chứng").click()
    kept = tmp_path / "kept.html"
    coming.value.save_as(kept)

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Kiểm tra lại").click()
    expect(said).to_contain_text(CHECKED)
    assert phone.locator("[data-proof-list] li").count() >= 3
    for part in ("time", "[data-where]", "[data-amount]"):
        was = phone.evaluate(SHOW_INSTEAD, [part, "01/01/2020"])
        phone.get_by_role("button", name="Kiểm tra lại").click()
        expect(said).to_contain_text("Trang hiện khác với điều đã ghi trong sổ.")
        assert phone.locator("[data-proof-list] li").count() == 0
        phone.evaluate(SHOW_INSTEAD, [part, was])
        phone.get_by_role("button", name="Kiểm tra lại").click()
        expect(said).to_have_attribute("data-tone", "good")

    phone.goto(kept.as_uri())
    expect(phone.locator("[data-proof-said]")).to_contain_text(CHECKED)
    phone.locator("[data-own-key]").fill(table.KEYS[0])
    phone.locator("[data-own-key]").dispatch_event("change")
    expect(phone.locator("[data-proof-said]")).to_contain_text("khoá khác, hoặc sổ khác")


def test_a_kept_file_is_checked_on_the_markets_page_without_network(visit, tmp_path):
    phone = visit()
    written = phone.request.get(f"{packed_lot(phone)}bang-chung.html").text()
    phone.goto("/so-minh-bach/kiem-tra/")
    phone.context.set_offline(True)
    altered = written.replace(r"\"self_declared\"", r"\"laboratory\"", 1)
    words = {
        written: CHECKED,
        altered: "không khớp với sổ",
        written[: len(written) // 2]: "bị cắt cụt hoặc không đọc được",
    }

    for number, (text, expected) in enumerate(words.items()):
        file = tmp_path / f"{number}.html"
        file.write_text(text)
        phone.locator("input[type=file]").set_input_files(file)
        expect(phone.locator("[data-proof-said]")).to_contain_text(expected)


def test_a_browser_that_knows_no_signatures_says_so_and_shows_no_tick(visit):
    phone = visit()
    phone.add_init_script(NO_ED25519)
    phone.goto(packed_lot(phone))

    said = phone.locator("[data-proof-said]")
    expect(said).to_contain_text("chưa biết kiểm tra chữ ký")
    assert said.get_attribute("data-tone") == "wait"


def test_without_scripts_the_page_says_how_to_check_otherwise(visit):
    phone = visit(java_script_enabled=False)
    phone.goto(packed_lot(phone))

    assert "việc này cần JavaScript" in phone.locator("[data-proof-said]").inner_text()
    assert phone.get_by_role("link", name="Lưu bằng chứng").is_visible()


def packed_lot(phone):
    """The page of a lot that has all of its journey, once the clock has signed the log."""
    found = phone.request.get("/epcis/events?EQ_bizStep=packing").json()
    event = found["epcisBody"]["queryResults"]["resultsBody"]["eventList"][0]
    lot = phone.request.get(event["quantityList"][0]["epcClass"])
    until = time.monotonic() + SIGNED_WITHIN
    while phone.request.get(f"{lot.url}bang-chung.json").json() is None:
        assert time.monotonic() < until, "the log is not signed"
        time.sleep(0.5)
    return lot.url
