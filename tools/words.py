"""Keeps the catalogues of words: ``python -m tools.words update``, ``check`` or ``compile``.

The words in the source are Vietnamese; ``locale/en`` says them in English, the guests' languages
those of some pages (``tools/guest_words.py``). ``locale/vi`` says better what Django and allauth
say stiffly in Vietnamese: it is written by hand. See ``docs/howto/change-the-words.md``. GNU
gettext need not be installed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import allauth
import django
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # also as `python tools/words.py`
    sys.path.insert(0, str(ROOT))

from tools import guest_words, source_words, word_faults  # noqa: E402 (ROOT has to be findable first)
from tools.source_words import TemplateWords, Word  # noqa: E402 (the same)

ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
VIETNAMESE = ROOT / "locale/vi/LC_MESSAGES/django.po"
LIBRARIES = ((django, "conf"), (django, "contrib/auth"), (allauth, ""))
HEADER = """\
{comment}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wish", choices=["update", "check", "compile"])
    wish = parser.parse_args().wish
    os.environ.setdefault("CHOGOC_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if wish == "compile":
        call_command("compile_words")
    if wish == "update":
        update()
    return 0 if wish == "compile" else report(faults())


def update() -> None:
    """Bring new words in and forgotten ones out; no translation of a word that stays is lost."""
    english = read(ENGLISH)
    english.update(wanted(), no_fuzzy_matching=True, update_creation_date=False)
    english.obsolete.clear()
    write(english, ENGLISH)
    write(read(VIETNAMESE), VIETNAMESE)
    for path in guest_words.catalogues():
        spoken = read(path)
        spoken.update(guest_words.of_guests(wanted()), no_fuzzy_matching=True)
        spoken.obsolete.clear()
        write(spoken, path)


def wanted() -> Catalog:
    """Every word of the source with the files it stands in, as an untranslated catalogue."""
    places: dict[Word, set[str]] = defaultdict(set)
    for path in source_words.python_files():
        for word in source_words.python_words(path):
            places[word].add(_name(path))
    for path, words in templates().items():
        for word in words.translated:
            places[word].add(_name(path))
    catalog = Catalog(locale="en")
    for word, files in places.items():
        locations = [(file, None) for file in sorted(files)]
        catalog.add(word.text, context=word.context, locations=locations)
    return catalog


@cache
def templates() -> dict[Path, TemplateWords]:
    return {
        path: source_words.template_words(path.read_text())
        for path in source_words.template_files()
    }


def said_by_libraries() -> Catalog:
    """What Django and allauth may say, by the English catalogues they come with."""
    catalog = Catalog(locale="en")
    for package, folder in LIBRARIES:
        path = Path(package.__file__).parent / folder / "locale/en/LC_MESSAGES/django.po"
        for message in read(path):
            catalog.add(message.id, context=message.context)
    return catalog


def faults() -> list[str]:
    """Everything that keeps the market from speaking both languages well, in sentences."""
    english, source = read(ENGLISH), wanted()
    found = word_faults.of_catalogue(english, source)
    for path in guest_words.catalogues():
        spoken = word_faults.of_guest_catalogue(read(path), guest_words.of_guests(source))
        found += [f"{path.parent.parent.name}: {fault}" for fault in spoken]
    for path, words in templates().items():
        name = _name(path)
        found += [f"{name}: {fault}" for fault in word_faults.of_template(name, words)]
    for path in source_words.python_files():
        name = _name(path)
        found += [f"{name}: {fault}" for fault in word_faults.of_python(name, path.read_text())]
    return found + word_faults.of_overrides(read(VIETNAMESE), said_by_libraries())


def report(found: list[str]) -> int:
    for fault in found:
        print(fault)
    print(f"{len(found)} faults." if found else "The words are complete.")
    return 1 if found else 0


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def write(catalog: Catalog, path: Path) -> None:
    """In one order and without line numbers or dates, so that only changed words change it."""
    header = HEADER.format(
        comment=catalog.header_comment, language=catalog.locale, plural=catalog.plural_forms
    )
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(file, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
