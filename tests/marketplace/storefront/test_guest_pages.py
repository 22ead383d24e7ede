"""What travellers open answers in their language, with nothing Vietnamese left over but names."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import MIDDAY, EventFactory, RecognitionFactory
from tests.traceability.test_scan import PHONE, issue
from tools.source_words import spoken
from tools.vietnamese import has_letters_of_its_own
from tools.word_faults import LETTERS_OF_OTHERS, to_be_said
from traceability import travel
from traceability.models import Document

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
HEADINGS = {
    "en": "The journey of this lot",
    "zh-hans": "此批次的旅程",
    "ko": "이 로트의 여정",
    "fr": "Le parcours du lot",
}
NAMES = re.compile(
    r"(?:Trà hoa vàng|HTX Mẫu) Ba Chẽ \d+|Xã Ba Chẽ|Đồi trà Nà Làng|hộp 100 g|\d+/QĐ-UBND"
)


@pytest.fixture
def code():
    """An item of a lot that is told of with an event, a paper and stars."""
    code = issue(pack__name="hộp 100 g", pack__product__ingredients="Hoa trà, mật ong")
    Document.objects.create(
        producer=code.lot.producer, kind="certificate", title="VietGAP", issuer="Chi cục",
        sha256="a" * 64, added_at=MIDDAY, file="giay-to/a.pdf",
    )  # fmt: skip
    RecognitionFactory(product=code.lot.pack.product)
    EventFactory(lot=code.lot, producer=code.lot.producer)
    return code


@pytest.mark.parametrize("language", HEADINGS)
def test_each_page_speaks_the_language_of_the_guest(code, language):
    pages = {
        f"/truy-xuat/ma/{code.serial}/": 200,
        f"/truy-xuat/lo/{code.lot.trace_code}/": 200,
        f"/truy-xuat/ma/{code.serial}/phan-anh/": 200,
        f"/truy-xuat/ma/{code.serial}/noi-quet/": 200,
        f"/truy-xuat/ma/{code.serial}/lop-cao/": 200,
        "/truy-xuat/": 200,
        "/truy-xuat/phan-anh/": 200,
        "/truy-xuat/ma/ABCDEFGH23/": 404,
        "/t/ABCDEFGH23": 404,
        "/01/09504000059102": 400,
        f"/san-pham/{code.lot.pack.product.slug}/": 200,
    }
    for address, status in pages.items():
        answer = Client(headers={**PHONE, "accept-language": language}).get(address)
        page = answer.content.decode()

        assert (answer.status_code, answer["Content-Language"]) == (status, language), address
        assert f'<html lang="{language}">' in page
        assert left_over(page, language) == [], address


def left_over(page, language):
    provinces = {travel.name(code) for code in travel.CENTRES}
    said = [to_be_said(NAMES.sub("", text)) for text in spoken(page) if text not in provinces]
    own = LETTERS_OF_OTHERS.get(language, "")
    return [text for text in said if has_letters_of_its_own(text, but=own)]


def test_a_page_has_an_address_of_its_own_in_each_language(client, code):
    path = f"/truy-xuat/ma/{code.serial}/"

    goods = f"/san-pham/{code.lot.pack.product.slug}/"
    for language, heading in HEADINGS.items():
        page = client.get(f"{path}?ngon-ngu={language}", headers=PHONE).content.decode()
        assert heading in page
        assert f'hreflang="{language}" href="{SITE}{path}?ngon-ngu={language}"' in page
        page = client.get(f"{goods}?ngon-ngu={language}").content.decode()
        assert f'hreflang="{language}" href="{SITE}{goods}?ngon-ngu={language}"' in page
        assert f'hreflang="x-default" href="{SITE}{goods}"' in page


def test_a_printed_code_carries_the_language_along(client, code):
    answer = client.get(f"/t/{code.serial}?ngon-ngu=ko")

    assert answer.status_code == 307
    assert answer["Location"].endswith(f"/truy-xuat/ma/{code.serial}/?ngon-ngu=ko")


def test_pages_that_are_kept_are_kept_by_language(code):
    path = f"/truy-xuat/lo/{code.lot.trace_code}/"
    for _time in range(2):
        for language, heading in HEADINGS.items():
            headers = {**PHONE, "accept-language": language}
            for address in (path, f"/san-pham/{code.lot.pack.product.slug}/"):
                page = Client(headers=headers).get(address).content.decode()
                assert f'<html lang="{language}">' in page
            assert heading in Client(headers=headers).get(path).content.decode()


def test_the_choice_is_made_on_the_page_and_stays(client, code):
    path = f"/truy-xuat/lo/{code.lot.trace_code}/"

    client.post("/ngon-ngu/setlang/", {"language": "ko", "next": path})

    assert HEADINGS["ko"] in client.get(path).content.decode()
    assert '<html lang="en">' in client.get("/").content.decode()
