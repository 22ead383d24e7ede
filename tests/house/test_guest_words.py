"""What travellers open is said in their languages: whole, with their plurals and no Vietnamese."""

from __future__ import annotations

import gettext
from datetime import date

import pytest
from babel.messages import Catalog
from django.core.management import call_command
from django.template import engines
from django.utils.translation import override

from catalog import kind_names
from catalog.tables import rows
from tools import guest_words, word_faults, words

LANGUAGES = ["en", "zh-hans", "ko", "fr"]
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{}"\n\n'
ONE_FORM = "Plural-Forms: nplurals=1; plural=0;\\n"
TWO_FORMS = "Plural-Forms: nplurals=2; plural=(n != 1);\\n"


def test_the_words_of_scan_pages_and_products_are_among_those_of_guests():
    known = {message.id for message in guest_words.of_guests(words.wanted())}

    assert {"Hành trình của lô hàng", "Đang bị thu hồi", "Thu hoạch", "Thêm vào giỏ"} <= known
    assert "Chia sẻ" not in known
    assert "Duyệt" not in known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_goods_has_a_name(language):
    tables = ("kinds/groups.csv", "kinds/shelves.csv", "kinds/sets.csv")
    names = {row["name"] for table in tables for row in rows(table)}

    assert {name for name in names if kind_names.spoken(name, language=language) == name} == set()


def test_a_kind_nobody_translated_keeps_its_name():
    assert kind_names.spoken("Đồ gốm", language="ko") == "Đồ gốm"


def test_what_a_guests_catalogue_lacks_is_found():
    source, known = Catalog(locale="ko"), Catalog(locale="ko")
    source.add(("%(n)s gói", "%(n)s gói"))
    source.add("Lô %(code)s")
    source.add("Giỏ")
    known.add(("%(n)s gói", "%(n)s gói"), ("%(n)s포장", "%(n)s포장"))
    known.add("Lô %(code)s", "로트")

    assert word_faults.of_guest_catalogue(known, source) == [
        "1 forms for a number, not 2: ('%(n)s gói', '%(n)s gói')",
        "not in the catalogue (update): 'Giỏ'",
        "other placeholders than 'Lô %(code)s': '로트'",
    ]


@pytest.mark.parametrize(
    ("locale", "said", "is_left"),
    [
        ("fr", "Un café très sûr, naïf, ça", False),
        ("fr", "Một giỏ", True),
        ("ko", "로트", False),
        ("ko", "로트 của", True),
        ("ko", "Lô", True),
        ("zh_Hans", "Chợ Gốc 的账本", False),
    ],
)
def test_vietnamese_that_was_left_is_told_from_a_guests_own_letters(locale, said, is_left):
    catalog = Catalog(locale=locale)
    catalog.add("Giỏ", said)

    found = word_faults.of_guest_catalogue(catalog, catalog)

    assert found == ([f"still Vietnamese: {said!r}"] if is_left else [])


def test_a_guest_reads_english_where_there_is_nothing_else(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    say = 'msgid "{0}"\nmsgid_plural "{0}"\nmsgstr[0] "{1}"\nmsgstr[1] "{2}"\n\n'
    english = HEADER.format(TWO_FORMS) + 'msgid "Giỏ"\nmsgstr "Basket"\n\n'
    english += 'msgid "Tem"\nmsgstr "Label"\n\n' + say.format("%(n)s lô", "%(n)s lot", "%(n)s lots")
    korean = HEADER.format(ONE_FORM) + 'msgid "Tem"\nmsgstr "라벨"\n'
    for locale, text in (("en", english), ("ko", korean)):
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(text)

    call_command("compile_words")

    spoken = gettext.translation("django", tmp_path, ["ko"])
    assert [spoken.gettext("Tem"), spoken.gettext("Giỏ")] == ["라벨", "Basket"]
    assert spoken.ngettext("%(n)s lô", "%(n)s lô", 1) == "%(n)s lots"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh-hans", "2026年11月21日, 1,250,000, 0.5"),
        ("ko", "2026. 11. 21., 1,250,000, 0.5"),
        ("fr", "21 nov. 2026, 1\xa0250\xa0000, 0,5"),
    ],
)
def test_days_and_numbers_are_written_as_guests_do(language, shown):
    source = '{{ day|date:"SHORT_DATE_FORMAT" }}, {{ price }}, {{ half }}'
    with override(language):
        page = engines["django"].from_string(source)
        assert page.render({"day": date(2026, 11, 21), "price": 1_250_000, "half": 0.5}) == shown
