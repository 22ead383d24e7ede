"""Two raw lots become a packed product lot on a phone, in a handful of taps."""

from __future__ import annotations

import re
import time

import pytest

from tests.journeys.test_jar_to_kitchen import OWNER, _sign_in, _stall

pytestmark = pytest.mark.journey
SECONDS_A_TAP, SECONDS_A_LETTER = 2.5, 0.6
"""A new user who looks twice before each tap and types with one finger."""
TWO_MINUTES = 120


class Hand:
    """What a thumb does, counted."""

    def __init__(self, page):
        self.page, self.taps, self.letters = page, 0, 0

    def tap(self, what):
        self.taps += 1
        what.click()

    def write(self, label, words):
        self.taps += 1
        self.letters += len(words)
        self.page.get_by_label(label, exact=False).first.fill(words)

    def press(self, name):
        self.tap(self.page.get_by_role("button", name=name))

    def follow(self, name):
        self.tap(self.page.get_by_role("link", name=name).first)


@pytest.mark.timeout(300)
def test_a_lot_is_made_of_two_raw_lots_well_within_two_minutes(visit):
    page = visit()
    _sign_in(page, OWNER)
    stall = _stall(page)
    page.goto(f"{stall}nguyen-lieu/")
    hand, begun = Hand(page), time.monotonic()

    for name, amount in (("Lá già", "10"), ("Lá non", "6")):
        hand.follow("Ghi nguyên liệu")
        hand.write("Nguyên liệu gì", name)
        hand.write("Được bao nhiêu", amount)
        hand.press("Ghi vào kho")
        page.get_by_text(f"Đã ghi {amount}").wait_for()
    hand.follow("Làm lô mới từ nguyên liệu")
    hand.follow(re.compile("túi lọc"))
    hand.write(re.compile("Lá già"), "10")
    hand.write(re.compile("Lá non"), "6")
    hand.write("Ra được bao nhiêu", "4")
    hand.press("Ghi vào sổ")
    page.get_by_text("Giờ ghi đóng gói").wait_for()
    hand.follow("Ghi Đóng gói")
    hand.write("Đóng được bao nhiêu gói", "100")
    hand.press("Ghi vào sổ")
    page.get_by_text("Đã ghi: Đóng gói").wait_for()

    taken = time.monotonic() - begun
    assert "Lá non" in page.locator("main").inner_text()
    by_hand = hand.taps * SECONDS_A_TAP + hand.letters * SECONDS_A_LETTER
    assert (hand.taps, hand.letters) == (17, 22)
    assert by_hand < TWO_MINUTES
    assert taken < 30
    hand.follow("Nguồn gốc và đường đi")
    assert page.locator(".pedigree__material").count() == 2
