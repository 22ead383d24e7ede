"""A lot or an item told to machines, with nothing that its scan page does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from catalog.models import Recognition
from traceability import addresses
from traceability.dossiers import linked

if TYPE_CHECKING:
    from datetime import date

    from traceability.dossiers.linked import Json
    from traceability.queries.scan import Story


def product(story: Story, *, on: date) -> Json:
    """``Product`` of schema.org for the lot, ``IndividualProduct`` for the scanned item."""
    lot, code = story.lot, story.code
    sold, maker = lot.pack.product, lot.pack.product.producer
    page = ("scan:item", code.serial) if code else ("scan:lot", lot.trace_code)
    return linked.goods(
        linked.Goods(
            identifier=addresses.item_address(code) if code else addresses.lot_address(lot),
            page=_absolute(reverse(page[0], args=[page[1]])),
            name=sold.name,
            description=sold.description,
            gtin=lot.pack.gtin or "",
            lot=lot.code,
            serial=code.serial if code else "",
            made_on=lot.made_on,
            best_before=lot.best_before,
            maker=maker.name,
            maker_page=_absolute(reverse("storefront:producer", args=[maker.slug])),
            place=maker.commune.full_name if maker.commune else "",
            photos=_photos(story),
            stars=stars(story.recognition, on=on),
            events=_events(story),
        )
    )


def stars(decision: Recognition | None, *, on: date) -> linked.Stars | None:
    """A decision as machines are told of it: only while it is in force."""
    if decision is None or decision.standing(on=on) != Recognition.Standing.IN_FORCE:
        return None
    return linked.Stars(
        stars=decision.stars,
        decision=decision.decision,
        issuer=decision.issuer,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
    )


def _photos(story: Story) -> list[str]:
    """Photographs only: a drawing is not what the goods look like."""
    return [_absolute(default_storage.url(story.photo["large"]))] if story.photo else []


def _events(story: Story) -> str:
    """Strangers read the events of complete lots."""
    if not story.lot.is_complete:
        return ""
    return _absolute(reverse("scan:epcis", args=[story.lot.trace_code]))


def _absolute(address: str) -> str:
    return urljoin(settings.SITE_URL, address)
