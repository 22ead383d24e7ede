"""Translations are compiled without gettext."""

from __future__ import annotations

import gettext

import pytest
from django.core.management import call_command

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalog(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "django.po"


def test_words_are_compiled_and_unchecked_ones_left_out(catalog, tmp_path):
    catalog.write_text(
        f'{HEADER}msgid "Giỏ hàng"\nmsgstr "Basket"\n\n#, fuzzy\nmsgid "Chè"\nmsgstr "Dessert"\n'
    )

    call_command("compile_words")

    english = gettext.translation("django", tmp_path, ["en"])
    assert [english.gettext(word) for word in ("Giỏ hàng", "Chè")] == ["Basket", "Chè"]
