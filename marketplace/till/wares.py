"""What lies on the table: packs of a stall with the lots they may be sold from, and coded items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalog.models import Photo, Policy
from marketplace.selling.queries import packs_on_sale
from traceability import serials
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from catalog.models import Pack, Producer


class NotToSell(Exception):
    """The item cannot be sold; the message says why, to be read aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ware:
    """One pack on the table; ``lots`` are those it may be sold from, first expired first."""

    pack: Pack
    photo: Photo | None = None
    minimum_age: int = 0
    lots: list[Lot] = field(default_factory=list)

    @property
    def free(self) -> int:
        return sum(lot.free for lot in self.lots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is sold: packs (key: number) from the table, and ``items`` by their codes.

    ``lots`` (pack key: lot key) says which of them, where that was said. ``asked``: đồng for all of
    it, no more than the listed prices come to; None for just these.
    """

    packs: Mapping[int, int]
    lots: Mapping[int, int] = field(default_factory=dict)
    items: Sequence[ItemCode] = ()
    asked: int | None = None
    is_adult: bool = False

    @property
    def wanted(self) -> dict[int, int]:
        """Packs of each kind in all, coded or not, by key."""
        return dict(Counter(self.packs) + Counter(item.lot.pack_id for item in self.items))

    @property
    def of_lots(self) -> dict[int, Counter[int]]:
        """Of these, how many are known to come out of which lot."""
        known: dict[int, Counter[int]] = {pack: Counter() for pack in self.wanted}
        for pack, lot in self.lots.items():
            if pack in known:
                known[pack][lot] += self.packs.get(pack, 0)
        for item in self.items:
            known[item.lot.pack_id][item.lot_id] += 1
        return known


def wares(producer: Producer, *, on: date) -> list[Ware]:
    """All that a stall may sell that day, its goods in the order of their names. Four queries.

    Seasons, weekly caps and closing days are what a stall tells buyers from afar: whoever stands at
    its table may have what lies there. What nobody may sell is not here.
    """
    packs = packs_on_sale(on=on).filter(product__producer=producer)
    packs = packs.order_by("product__name", "position", "price", "pk")
    lots: dict[int, list[Lot]] = {}
    for lot in Lot.objects.sellable(on=on).filter(producer=producer).first_expired_first():
        lots.setdefault(lot.pack_id, []).append(lot)
    ages = ages_of({pack.product.criteria_set_id for pack in packs}, on=on)
    photos = _photos({pack.product_id for pack in packs})
    return [
        Ware(
            pack=pack,
            photo=photos.get(pack.product_id),
            minimum_age=ages.get(pack.product.criteria_set_id, 0),
            lots=lots.get(pack.pk, []),
        )
        for pack in packs
    ]


def ages_of(sets: Collection[int], *, on: date) -> dict[int, int]:
    """The least age of a buyer, by score sheet (number), where the law asks for one."""
    asked = Policy.objects.in_force(on=on).filter(criteria_set__in=sets, minimum_age__gt=0)
    return dict(asked.order_by("minimum_age").values_list("criteria_set", "minimum_age"))


def item(producer: Producer, typed: str, *, on: date) -> ItemCode:
    """The coded item that was scanned or typed, ready to be sold, or :class:`NotToSell`."""
    serial = serials.read(typed)
    codes = ItemCode.objects.select_related("lot__pack__product__producer")
    code = codes.filter(serial=serial, lot__producer=producer).first()
    if code is None:
        raise NotToSell(_("Không có mã này trong kho của bạn: %(code)s.") % {"code": serial[:20]})
    if refusal := _refusal(code, on):
        raise NotToSell(refusal % {"goods": code.lot.pack})
    return code


def _refusal(code: ItemCode, on: date) -> str:
    lot = code.lot
    if code.recalled_at or lot.is_recalled:
        return _("%(goods)s: món này đang bị thu hồi. Để riêng ra, đừng bán.")
    if lot.has_expired(on=on):
        return _("%(goods)s: món này đã hết hạn. Đừng bán.")
    if not lot.is_complete or not lot.is_sold(on=on):
        return _("%(goods)s: lô chưa đủ hồ sơ hoặc sắp hết hạn nên không bán được.")
    if code.state != ItemCode.State.ISSUED:
        return _("%(goods)s: món này đã bán hoặc đang nằm trong đơn khác.")
    if not packs_on_sale(on=on).filter(pk=lot.pack_id).exists():
        return _("%(goods)s: mặt hàng này đang không được bán trên chợ.")
    return ""


def _photos(products: Collection[int]) -> dict[int, Photo]:
    """The first of each product (key) that has any."""
    found = Photo.objects.filter(product__in=products)
    return {photo.product_id: photo for photo in reversed(list(found))}
