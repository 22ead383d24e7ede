"""Which language a page answers in: by its address, by choice, by what the browser wishes."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from accounts.language import chosen_language, guessed, language_in_use, own_addresses, speaking

SCAN, SHOP = "/truy-xuat/ma/ABC/", "/gio-hang/"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("*", "vi"),
        ("not a language; q=x", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-GB,en;q=0.9", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "vi"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ("ko-KR,ko;q=0.9,vi;q=0.8", "ko"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-TW,zh-Hant;q=0.9,en;q=0.8", "zh-hans"),
        ("fr-CA", "fr"),
        ("de-DE,de;q=0.9,fr;q=0.5,en;q=0.3", "fr"),
        ("de,ja;q=0.9", "vi"),
        ("en;q=0.3,ko;q=0.7", "ko"),
        ("ko;q=0,fr;q=0.1", "fr"),
    ],
)
def test_a_browser_is_answered_in_the_first_language_we_share(header, language):
    assert guessed(header) == language


@pytest.mark.parametrize(
    ("path", "query", "cookie", "header", "language"),
    [
        (SCAN, "", "", "ko", "ko"),
        (SCAN, "", "vi", "ko", "vi"),
        (SCAN, "", "fr", "ko", "fr"),
        (SCAN, "ngon-ngu=zh-hans", "fr", "ko", "zh-hans"),
        (SCAN, "ngon-ngu=klingon", "fr", "ko", "fr"),
        (SCAN, "", "klingon", "", "vi"),
        ("/san-pham/che/", "ngon-ngu=en", "", "", "en"),
        ("/san-pham/che/danh-gia/", "ngon-ngu=ko", "", "", "vi"),
        ("/01/09504000059101", "", "", "fr", "fr"),
        (SHOP, "", "", "ko", "en"),
        (SHOP, "", "zh-hans", "", "en"),
        (SHOP, "", "vi", "ko", "vi"),
        (SHOP, "", "", "en", "vi"),
        (SHOP, "ngon-ngu=ko", "", "", "vi"),
    ],
)
def test_the_address_goes_before_the_choice_and_that_before_the_browser(
    path, query, cookie, header, language, settings
):
    request = RequestFactory().get(f"{path}?{query}", headers={"Accept-Language": header})
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie

    assert chosen_language(request) == language


def test_a_page_for_guests_has_an_address_in_each_language():
    assert [(one.code, one.url) for one in own_addresses(SCAN)] == [
        ("vi", SCAN),
        ("en", f"{SCAN}?ngon-ngu=en"),
        ("zh-hans", f"{SCAN}?ngon-ngu=zh-hans"),
        ("ko", f"{SCAN}?ngon-ngu=ko"),
        ("fr", f"{SCAN}?ngon-ngu=fr"),
    ]
    assert own_addresses(SHOP) == []


def test_guests_are_written_to_in_english():
    with override("ko"):
        assert language_in_use() == "en"
    with speaking("ko"):
        assert language_in_use() == "vi"
