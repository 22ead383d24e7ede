"""The tool that watches over the words sees what is wrong with them, and nothing else."""

from __future__ import annotations

import pytest
from babel.messages import Catalog

from tools import word_faults
from tools.source_words import template_words
from tools.vietnamese import foreign_words


def catalogue(*entries):
    made = Catalog(locale="en")
    for text, translation in entries:
        made.add(text, translation)
    return made


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (("Giỏ", ""), "not translated: 'Giỏ'"),
        (("Chào %(who)s", "Hello %(name)s"), "other placeholders than 'Chào %(who)s'"),
        (("Chào {}", "Hello"), "other placeholders than 'Chào {}'"),
        (("<b>Giỏ</b>", "Basket"), "other placeholders than '<b>Giỏ</b>'"),
        (("Giỏ", "Giỏ hàng"), "still Vietnamese: 'Giỏ hàng'"),
        (("Add to basket", "Add to basket"), "is this Vietnamese? 'Add to basket'"),
        ((("%(n)s lô", "%(n)s các lô"), ("%(n)s lot", "%(n)s lots")), "Vietnamese has no plural"),
        ((("%(n)s lô", "%(n)s lô"), ("%(n)s lot", "lots")), "other placeholders than"),
    ],
)
def test_a_wrong_entry_is_one_fault(entry, fault):
    catalog = catalogue(entry)

    (found,) = word_faults.of_catalogue(catalog, catalog)

    assert fault in found


@pytest.mark.parametrize(
    "entry",
    [
        ("Chào %(who)s ở Chợ Gốc", "Hello %(who)s at Chợ Gốc"),
        ("Giảm 10%%", "10%% off"),
        ("Quét mã QR", "Scan the QR code"),
        ("Từ “trà”", "From “trà”"),
        (("%(n)s lô", "%(n)s lô"), ("one lot", "%(n)s lots")),
    ],
)
def test_a_right_entry_is_no_fault(entry):
    catalog = catalogue(entry)

    assert word_faults.of_catalogue(catalog, catalog) == []


def test_words_that_came_and_words_that_went_are_told_apart():
    kept, source = catalogue(("Lô", "Lot")), catalogue(("Giỏ", ""))

    assert word_faults.of_catalogue(kept, source) == [
        "no longer in the source (update): 'Lô'",
        "not in the catalogue (update): 'Giỏ'",
    ]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("<p>Giỏ hàng</p>", ["words outside of a translate tag: 'Giỏ hàng'"]),
        ("<p>Basket</p>", ["words outside of a translate tag: 'Basket'"]),
        ('<img alt="Giỏ">', ["words outside of a translate tag: 'Giỏ'"]),
        ('{% with t="Giỏ" %}{% endwith %}', ["words without _(…): 'Giỏ'"]),
        ('{{ _("Giảm 10%") }}', ["use translate … as, not _(…%…): 'Giảm 10%'"]),
        ('<p lang="vi">Giỏ <b>hàng</b></p><p>{% translate "Giỏ" %} 3 ₫</p>', []),
        ('<a class="button" href="/gio-hang/">{{ name }} · OCOP</a><script>let x</script>', []),
        ('{% include "a.html" with name="basket" %}', []),
    ],
)
def test_a_template_says_nothing_past_the_catalogue(source, faults):
    assert word_faults.of_template("templates/a.html", template_words(source)) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('"""Giỏ hàng."""\nx = _("Giỏ") + gettext("Lô")\n', []),
        ('x = "Giỏ"\n', ["Vietnamese without _(…): 'Giỏ'"]),
        ('x = _("Giỏ") + f"{x} hàng lô"\n', ["Vietnamese without _(…): ' hàng lô'"]),
    ],
)
def test_python_says_nothing_past_the_catalogue(source, faults):
    assert word_faults.of_python("catalog/views.py", source) == faults


def test_an_override_of_what_no_library_says_is_a_fault():
    overrides, libraries = catalogue(("Gone.", "Đã bỏ.")), catalogue(("Here.", ""))

    assert word_faults.of_overrides(overrides, libraries) == [
        "no library says this any more: 'Gone.'"
    ]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Thêm vào giỏ, nghiêng nghiêng, khuỷu, quyển, giếng, thuở", []),
        ("%(name)s: mã QR ở e-mail <strong>{}</strong>", []),
        ("Add to basket", ["Add", "basket"]),
        ("Thanh toán checkout", ["checkout"]),
        ("thêm ?producer= hoặc hỏi ở /epcis/queries", []),
        ("thêm producer hoặc queries", ["producer", "queries"]),
    ],
)
def test_vietnamese_is_known_by_its_spelling(text, foreign):
    assert foreign_words(text) == foreign
