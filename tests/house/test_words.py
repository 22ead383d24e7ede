"""Both languages are complete, and what is kept in the catalogues is what Django looks up."""

from __future__ import annotations

import gettext
from datetime import UTC, datetime

import pytest
from babel.messages import Catalog
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template import engines
from django.utils.translation import override

from tools import words
from tools.source_words import Word, template_words

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
COUNTED = (
    "{% blocktranslate count n=two context 'kho' %}{{ n }} lô"
    "{% plural %}{{ n }} lô{% endblocktranslate %}"
)
WHEN = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)  # 14:30 in Hà Nội


@pytest.fixture
def folder(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder


def render(source, language, **context):
    with override(language):
        return engines["django"].from_string(source).render(context)


def test_every_word_is_said_in_english():
    assert words.faults() == []


def test_words_are_compiled_and_unchecked_ones_left_out(folder, tmp_path):
    (folder / "django.po").write_text(
        f'{HEADER}msgid "Giỏ hàng"\nmsgstr "Basket"\n\n#, fuzzy\nmsgid "Chè"\nmsgstr "Dessert"\n'
    )

    call_command("compile_words")

    english = gettext.translation("django", tmp_path, ["en"])
    assert [english.gettext(word) for word in ("Giỏ hàng", "Chè")] == ["Basket", "Chè"]


@pytest.mark.parametrize(
    ("source", "found", "shown"),
    [
        ('{% translate "Giỏ" %}', [Word("Giỏ")], "≈Giỏ"),
        ("{% trans 'Giỏ' %}", [Word("Giỏ")], "≈Giỏ"),
        ('{% translate "Lô" context "tem" %}', [Word("Lô", "tem")], "≈Lô"),
        ('{% translate "Giỏ" as it %}{{ it }}', [Word("Giỏ")], "≈Giỏ"),
        ('{% translate "Thêm \\"giỏ\\"" %}', [Word('Thêm "giỏ"')], '≈Thêm "giỏ"'),
        ('{% translate "Giảm 10%" %}', [Word("Giảm 10%%")], "≈Giảm 10%"),
        ('{% with title=_("Giỏ") %}{{ title }}{% endwith %}', [Word("Giỏ")], "≈Giỏ"),
        ('{{ nothing|default:_("Chưa có") }}', [Word("Chưa có")], "≈Chưa có"),
        ('{{ _("Giỏ") }}', [Word("Giỏ")], "≈Giỏ"),
        ('{% if _("Giỏ") == here %}{{ _("Lô") }}{% endif %}', None, "≈Lô"),
        (
            "{% blocktranslate trimmed %}\n  Một\n  hai\n{% endblocktranslate %}",
            [Word("Một hai")],
            "≈Một hai",
        ),
        ("{% blocktranslate %}Một\n hai{% endblocktranslate %}", None, "≈Một\n hai"),
        (
            "{% blocktranslate with who=name %}Chào {{ who }}, 100% nhé{% endblocktranslate %}",
            [Word("Chào %(who)s, 100%% nhé")],
            "≈Chào Lan, 100% nhé",
        ),
        (
            COUNTED,
            [Word(("%(n)s lô", "%(n)s lô"), "kho")],
            "≈2 lô",
        ),
        ("{% comment %}{% translate 'Giỏ' %}{% endcomment %}Lan", [], "Lan"),
        ("{# {% translate 'Giỏ' %} #}Lan", [], "Lan"),
        ("{% translate name %}", [], "Lan"),
    ],
)
def test_what_is_found_in_a_template_is_what_django_looks_up(folder, source, found, shown):
    asked = template_words(source).translated
    catalog = Catalog(locale="en")
    for word in asked:
        catalog.add(word.text, _marked(word.text), context=word.context)
    words.write(catalog, folder / "django.po")
    call_command("compile_words")

    assert found is None or asked == found
    assert render(source, "en", name="Lan", two=2, here="≈Giỏ") == shown


def _marked(text):
    return f"≈{text}" if isinstance(text, str) else tuple(f"≈{form}" for form in text)


def test_a_template_that_django_refuses_is_named():
    assert "nothing_of_the_kind" in template_words("{% nothing_of_the_kind %}").refused


def test_writing_again_what_was_read_changes_nothing(tmp_path):
    for path in (words.ENGLISH, words.VIETNAMESE):
        again = tmp_path / path.parts[-3] / "LC_MESSAGES" / "django.po"
        again.parent.mkdir(parents=True)
        words.write(words.read(path), again)

        assert again.read_text() == path.read_text()


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("vi", "21/11/2026, 14:30 21/11/2026, ngày 21 tháng 11 năm 2026, 1.250.000, 0,5"),
        ("en", "21 Nov 2026, 21 Nov 2026, 14:30, 21 November 2026, 1,250,000, 0.5"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(language, shown):
    source = (
        '{{ when|date:"SHORT_DATE_FORMAT" }}, {{ when|date:"SHORT_DATETIME_FORMAT" }}, '
        "{{ when|date }}, {{ price }}, {{ half }}"
    )

    assert render(source, language, when=WHEN, price=1_250_000, half=0.5) == shown


@pytest.mark.parametrize(
    ("language", "typed"),
    [("vi", "21/11/2026"), ("vi", "2026-11-21"), ("en", "21/11/2026"), ("en", "21 Nov 2026")],
)
def test_a_date_may_be_typed_as_it_is_written(language, typed):
    with override(language):
        assert forms.DateField().clean(typed) == WHEN.date()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Xin điền mục này."),
        (forms.CharField(max_length=3), "bốn!", "nhiều nhất 3 ký tự (đang có 4)"),
        (forms.IntegerField(), "hai", "Xin ghi một số nguyên, ví dụ 12."),
        (forms.IntegerField(min_value=1), "0", "Ít nhất là 1."),
        (forms.IntegerField(max_value=9), "10", "Nhiều nhất là 9."),
        (forms.DecimalField(decimal_places=1), "0,25", "Sau dấu phẩy nhiều nhất 1 chữ số."),
        (forms.DateField(), "31/02/2026", "Ngày chưa đúng. Ví dụ: 21/11/2026."),
        (forms.EmailField(), "lan", "Thư điện tử chưa đúng. Ví dụ: ten@vidu.vn."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Không có lựa chọn «b». Xin chọn lại."),
        (forms.FileField(), None, "Xin điền mục này."),
    ],
)
def test_a_refusal_is_kind_in_vietnamese(field, typed, said):
    field.localize = True

    with override("vi"), pytest.raises(ValidationError) as refusal:
        field.clean(typed)

    assert said in str(refusal.value.messages[0])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ngắn", "Mật khẩu ngắn quá: cần ít nhất 8 ký tự."),
        ("password", "Mật khẩu này nhiều người dùng quá, dễ bị đoán ra. Xin đặt mật khẩu khác."),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(typed, said):
    with override("vi"), pytest.raises(ValidationError) as refusal:
        validate_password(typed)

    assert refusal.value.messages == [said]
