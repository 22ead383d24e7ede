"""The packing desk in a browser, drawn anew after each code: what is typed meanwhile stays typed.

Its pages were made beforehand by the real views; the browser gets them and the real scripts.
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.marketplace.orders.stories import accepted, labels, pack

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
HASHED = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@pytest.fixture
def pages(client):
    """Of an order of three items: with one of them packed, with two, with a wrong code."""
    order, line, owner = accepted(3)
    serials = labels(line, 3)
    client.force_login(owner)
    told = [order.producer.slug, order.code]
    desk, items = (reverse(f"workspace:{name}", args=told) for name in ("order", "items"))
    made = {}
    for name, serial in (("one", serials[0]), ("two", serials[1])):
        pack(order, [serial], owner)
        made[name] = client.get(desk).text
    made["wrong"] = client.post(items, {"serial": "KHONGCO"}).text
    return made, serials


def test_what_is_typed_while_codes_travel_is_kept_and_no_code_is_lost(chromium, pages):
    made, serials = pages
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    page, heard = context.new_page(), []

    def answer(route):
        asked = route.request
        path = asked.url.removeprefix("http://market.test")
        if path.startswith(settings.STATIC_URL):
            file = finders.find(HASHED.sub("", path.removeprefix(settings.STATIC_URL)))
            return route.fulfill(path=file) if file else route.fulfill(status=404)
        if asked.method == "POST":
            heard.append(re.search(r'name="serial"\s+(.+?)\s+-', asked.post_data).group(1))
            wrong = heard[-1] == "KHONGCO"
            body, status = made["wrong" if wrong else "two"], 422 if wrong else 200
            page.wait_for_timeout(400)
            return route.fulfill(status=status, body=body, content_type="text/html")
        return route.fulfill(body=made["one"], content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto("http://market.test/")
    carrier, tracking, code = (
        page.get_by_label(words) for words in ("Bên giao hàng", "Mã vận đơn", "Mã trên tem")
    )
    carrier.fill("Xe khách Mẫu")
    for serial in (serials[1], "KHONGCO"):
        code.fill(serial)
        code.press("Enter")
    tracking.fill("VN12")

    page.get_by_text("Mã này gõ chưa đúng").first.wait_for()
    assert heard == [serials[1], "KHONGCO"]
    assert page.get_by_text(serials[1]).count()
    assert (carrier.input_value(), tracking.input_value()) == ("Xe khách Mẫu", "VN12")
    assert tracking.evaluate("field => field === document.activeElement")
    assert code.input_value() == "KHONGCO"
    context.close()
