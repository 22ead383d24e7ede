"""A wish to hear of a pack is kept, and told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import language_in_use, speaking
from accounts.messages.kinds import Kind
from marketplace.selling.queries import free_packs
from marketplace.wishes.models import Wish

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Pack

AT_A_TIME = 500


@transaction.atomic
def wish_for(*, pack: Pack, phone: str, at: datetime) -> Wish:
    """Tell this phone (E.164) once when the pack can be had; wishing again changes nothing."""
    told = {"pack": pack, "phone": phone, "told_at": None}
    wished = {"wished_at": at, "language": language_in_use()}
    return Wish.objects.get_or_create(**told, defaults=wished)[0]


def tell_wishes(*, at: datetime) -> int:
    """Tell everybody who waits for a pack that can be had now; say how many were told."""
    packs = list(
        Wish.objects.filter(told_at__isnull=True).values_list("pack", flat=True).distinct()
    )
    there = free_packs(packs, on=localdate(at))
    waiting = Wish.objects.filter(told_at__isnull=True, pack__in=there.keys())
    keys = list(waiting.values_list("pk", flat=True)[:AT_A_TIME])
    return sum(_tell(key, at) for key in keys)


@transaction.atomic
def _tell(key: int, at: datetime) -> bool:
    """One message for each wish ever; the number is forgotten with it."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("pack__product").get(pk=key)
    if wish.told_at is not None:
        return False
    words = {"pack": wish.pack, "link": _link(wish.pack)}
    with speaking(wish.language):
        outbox.tell(
            kind=Kind.BACK_IN_STOCK,
            key=f"wish:{wish.pk}",
            phone=wish.phone,
            email="",
            subject=_("Có hàng rồi: %(pack)s") % words,
            body=_("«%(pack)s» bạn nhờ báo nay đã có hàng: %(link)s. Chúng tôi chỉ báo một lần.")
            % words,
            short=_("Chợ Gốc: có hàng bạn chờ rồi. %(link)s") % words,
            at=at,
        )
    wish.phone, wish.told_at = "", at
    wish.save(update_fields=["phone", "told_at"])
    return True


def _link(pack: Pack) -> str:
    return f"{settings.SITE_URL}{pack.product.get_absolute_url()}"
