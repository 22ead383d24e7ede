"""Compiles translations (.po to .mo) with Babel: GNU gettext need not be installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every locale/*/LC_MESSAGES/*.po. Like compilemessages, without gettext."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalog(path)


def compile_catalog(path: Path) -> None:
    """Write ``name.mo`` beside ``name.po``; fuzzy (unchecked) translations are left out."""
    with path.open("rb") as source:
        catalog = read_po(source, locale=path.parent.parent.name, abort_invalid=True)
    with path.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalog)
