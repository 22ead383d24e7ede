"""The news of recalls, as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from traceability.models import Recall


def as_atom(recalls: Sequence[Recall], *, site: str) -> str:
    feed = Atom1Feed(
        title=_("Thu hồi ở Chợ Gốc"),
        link=site + reverse("recalls:recalls"),
        description=_("Hàng đang bị thu hồi, vì sao, và cần làm gì."),
        language=get_language(),
        feed_url=site + reverse("recalls:atom"),
    )
    for recall in recalls:
        feed.add_item(
            title=title(recall),
            link=site + recall.get_absolute_url(),
            unique_id=site + recall.get_absolute_url(),
            description=summary(recall),
            pubdate=recall.opened_at,
            updateddate=changed_at(recall),
            author_name=recall.producer.name,
        )
    return str(feed.writeString("utf-8"))


def as_json_feed(recalls: Sequence[Recall], *, site: str) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Thu hồi ở Chợ Gốc"),
        "home_page_url": site + reverse("recalls:recalls"),
        "feed_url": site + reverse("recalls:json_feed"),
        "language": get_language(),
        "items": [_item(recall, site) for recall in recalls],
    }


def _item(recall: Recall, site: str) -> dict[str, Any]:
    address = site + recall.get_absolute_url()
    return {
        "id": address,
        "url": address,
        "title": title(recall),
        "content_text": summary(recall),
        "date_published": recall.opened_at.isoformat(),
        "date_modified": changed_at(recall).isoformat(),
        "authors": [{"name": recall.producer.name}],
        "tags": [recall.severity, recall.form, "running" if recall.is_running else "closed"],
    }


def title(recall: Recall) -> str:
    """«Thu hồi lô L12: Trà hoa vàng, hộp 100 g»."""
    words = (
        _("Thu hồi lô %(lot)s: %(goods)s")
        if recall.is_running
        else _("Đã xong thu hồi lô %(lot)s: %(goods)s")
    )
    goods = recall.lot.pack if recall.lot else recall.material_lot and recall.material_lot.material
    return words % {"lot": recall.source_code, "goods": goods}


def summary(recall: Recall) -> str:
    parts = [recall.get_severity_display(), recall.reason, recall.advice]
    if not recall.is_running:
        parts += [recall.get_handling_display(), recall.report]
    return " · ".join(str(part) for part in parts)


def changed_at(recall: Recall) -> datetime:
    return recall.closed_at or recall.opened_at
