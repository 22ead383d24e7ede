"""What happens to links that lead from a product to somebody else's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Product
from traceability.models import ExternalLink

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

MOST_LINKS = 20


class TooManyLinks(ValidationError):
    """A product leads to at most twenty pages elsewhere."""


@transaction.atomic
def add_link(
    *,
    product: Product,
    link_type: str,
    url: str,
    title: str,
    language: str,
    by: User,
    at: datetime,
) -> ExternalLink:
    """Lead from a product to a page elsewhere; the same link twice is one, as it was first given.

    ``url`` is tidied already (:mod:`traceability.elsewhere`). Raises :class:`TooManyLinks`.
    """
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    links = product.external_links
    known = links.filter(link_type=link_type, url=url).first()
    if known:
        return known
    if links.count() >= MOST_LINKS:
        raise TooManyLinks(_("Mỗi sản phẩm có tối đa 20 liên kết. Bỏ bớt một rồi thêm."))
    link = links.create(
        link_type=link_type, url=url, title=title, language=language, added_by=by, added_at=at
    )
    _note(link, "added link", by=by, at=at)
    return link


@transaction.atomic
def remove_link(*, link: ExternalLink, by: User, at: datetime) -> None:
    """Lead there no longer; the journal keeps that we did. Removing twice is removing once."""
    locked = ExternalLink.objects.select_for_update(of=("self",)).filter(pk=link.pk).first()
    if locked:
        _note(locked, "removed link", by=by, at=at)
        locked.delete()


def _note(link: ExternalLink, verb: str, *, by: User, at: datetime) -> None:
    journal.record(
        actor=by,
        verb=verb,
        subject=link.product,
        at=at,
        on_behalf_of=link.product.producer,
        link_type=link.link_type,
        url=link.url,
    )
