"""An entry of the diary in six taps, with a photo; without a network it waits, and is sent once."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.journeys.test_jar_to_kitchen import OWNER, _sign_in, _stall
from tests.journeys.test_two_raw_lots import SECONDS_A_LETTER, SECONDS_A_TAP, Hand

pytestmark = pytest.mark.journey
TAPS_OF_A_CAMERA = 3
"""It is opened, it is pressed, the picture is taken over."""
AN_ENTRY, A_NEW_LOT = 30, 120  # seconds


@pytest.mark.timeout(300)
def test_a_harvest_is_written_in_half_a_minute_and_without_a_network_too(visit, tmp_path):
    page = visit()
    _sign_in(page, OWNER)
    diary = f"{_stall(page)}nhat-ky/"
    page.goto(diary)
    photo = tmp_path / "anh.jpg"
    Image.new("RGB", (1200, 1600), "green").save(photo)

    hand = Hand(page)
    _new_lot(hand, "7", photo)
    _recent(page, "Thu hoạch · 7 kg").wait_for()

    by_hand = hand.taps * SECONDS_A_TAP + hand.letters * SECONDS_A_LETTER
    assert (hand.taps, hand.letters) == (6, 1)
    assert by_hand <= AN_ENTRY < A_NEW_LOT
    assert page.locator("[data-fresh=recent] img").count() >= 1
    page.wait_for_function(
        "async () => (await caches.match(location.pathname, {ignoreSearch: true})) != null"
    )

    page.wait_for_function(
        "async () => (await navigator.serviceWorker.getRegistrations())"
        ".some((one) => one.scope.includes('nhat-ky') && one.active?.state === 'activated')"
    )
    page.context.set_offline(True)
    page.reload()
    _new_lot(Hand(page), "9", photo)
    page.get_by_text("1 việc chờ gửi").wait_for()
    assert page.get_by_text("Đang mất mạng. Việc vẫn nằm trên máy này").is_visible()
    page.reload()
    page.get_by_text("1 việc chờ gửi").wait_for()

    page.context.set_offline(False)
    _recent(page, "Thu hoạch · 9 kg").wait_for()
    page.get_by_text("1 việc chờ gửi").wait_for(state="hidden")
    page.reload()
    assert _recent(page, "Thu hoạch · 9 kg").count() == 1


def _new_lot(hand, amount, photo):
    """Which button, how much, a photo, done; the lot, its place and its dates are as last time."""
    tile = hand.page.locator("#viec-me-moi")
    hand.tap(tile.locator("summary").first)
    hand.taps, hand.letters = hand.taps + 1, hand.letters + len(amount)
    tile.get_by_label(re.compile("Được bao nhiêu")).fill(amount)
    hand.taps += TAPS_OF_A_CAMERA
    tile.locator("input[type=file]").set_input_files(photo)
    hand.tap(tile.get_by_role("button", name="Xong"))


def _recent(page, words):
    return page.locator("[data-fresh=recent] li").filter(has_text=words)
