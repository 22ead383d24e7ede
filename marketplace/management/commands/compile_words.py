"""Compiles translations (.po to .mo) with Babel: GNU gettext need not be installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import to_locale

GUESTS = {to_locale(language) for language, _name in settings.GUEST_LANGUAGES}


class Command(BaseCommand):
    help = "Compile every locale/*/LC_MESSAGES/*.po. Like compilemessages, without gettext."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalog(path)


def compile_catalog(path: Path) -> None:
    """Write ``name.mo`` beside ``name.po``; fuzzy (unchecked) translations are left out.

    A guest's language knows the words of some pages; all others it says in English.
    """
    catalog = _read(path)
    english = path.parents[2] / "en/LC_MESSAGES/django.po"
    if path.parent.parent.name in GUESTS and english.exists():
        _lay_under(catalog, _read(english))
    with path.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalog)


def _lay_under(catalog: Catalog, english: Catalog) -> None:
    """Add what the catalogue does not say, in as many forms as its language counts in."""
    for message in english:
        known = catalog.get(message.id, message.context)
        if message.id and not (known and known.string and all(known.string)):
            said = message.string or ""
            is_one_form = catalog.num_plurals == 1 and not isinstance(said, str)
            catalog.add(message.id, (said[-1],) if is_one_form else said, context=message.context)


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        catalog: Catalog = read_po(source, locale=path.parent.parent.name, abort_invalid=True)
    return catalog
