"""The words that guests' languages must know: those of the pages that travellers open.

``PAGES`` are read with all they extend and include; what Python says on them is in ``MODULES``
and, as the names of states and kinds, in ``CHOICES``. Everything else is English in those
languages: ``compile_words`` lays their words over it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from django.apps import apps
from django.conf import settings
from django.db.models import Field
from django.utils.translation import override, to_locale

from tools.source_words import ROOT

TEMPLATES = ROOT / "templates"
PAGES = (
    *sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("scan/*.html")),
    "proofs/not_yet.html",
    "storefront/product.html",
    "storefront/_product_body.html",
    "storefront/_product_head.html",
    "storefront/_product_trail.html",
)
MODULES = (
    "marketplace/delivery/queries.py",
    "marketplace/storefront/pictures.py",
    "marketplace/storefront/queries/cards.py",
    "marketplace/storefront/queries/goods.py",
    "traceability/actions/pins.py",
    "traceability/forms/scans.py",
    "traceability/proof_words.py",
    "traceability/queries/growing.py",
    "traceability/verdicts.py",
    "traceability/views/holding.py",
    "traceability/views/refusals.py",
    "traceability/views/story.py",
    "traceability/views/telling.py",
    "traceability/views/typed.py",
)
CHOICES = (
    "catalog.Pack.net_unit",
    "catalog.Producer.kind",
    "catalog.Recognition.level",
    "marketplace.Review.shown_as",
    "traceability.CodeReport.what",
    "traceability.Document.kind",
    "traceability.Event.evidence",
    "traceability.Event.stage",
    "traceability.Recall.severity",
)
READ_WITH_IT = re.compile(r'{% (?:extends|include) "([^"]+)"')


def catalogues() -> list[Path]:
    """Where each guest's language is kept."""
    locales = [to_locale(language) for language, _name in settings.GUEST_LANGUAGES]
    return [ROOT / f"locale/{locale}/LC_MESSAGES/django.po" for locale in locales]


def of_guests(source: Catalog) -> Catalog:
    """As much of the words of the source as stands on pages for guests."""
    places = {*(f"templates/{name}" for name in _read_with(PAGES)), *MODULES}
    named = _named()
    wanted = Catalog(locale=source.locale)
    for message in source:
        stands = places & {file for file, _ in message.locations}
        if stands or message.id in named:
            wanted.add(message.id, context=message.context, locations=message.locations)
    return wanted


def _read_with(names: tuple[str, ...]) -> set[str]:
    """The templates, and those that they extend and include."""
    found: set[str] = set()
    while names:
        found |= set(names)
        sources = [(TEMPLATES / name).read_text() for name in names]
        read = {one for source in sources for one in READ_WITH_IT.findall(source)}
        names = tuple(read - found)
    return found


def _named() -> set[str]:
    with override(settings.LANGUAGE_CODE):
        labels = [label for name in CHOICES for _value, label in _field(name).flatchoices]
        return {str(label) for label in labels}


def _field(name: str) -> Field[Any, Any]:
    model, _, field = name.rpartition(".")
    found: Field[Any, Any] = apps.get_model(model)._meta.get_field(field)
    return found
