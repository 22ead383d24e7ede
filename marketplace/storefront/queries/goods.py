"""One product's page: its packs with what the lots hold, its newest lots, its facts, its kin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.prepared import Prepared
from catalog.models import Pack, Policy, Product, Recognition
from marketplace.selling.queries import (
    closures_told,
    may_be_paid,
    next_closure,
    with_plan,
    with_supply,
)
from marketplace.storefront.pictures import Picture, drawn, emblem_address, shown
from marketplace.storefront.queries.cards import place, stars_state
from marketplace.storefront.queries.lots import coming, newest_lots
from traceability.models import Lot, Recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Producer

NEARLY_GONE = 5
TOLD_OF_STOCK = (
    *("pk", "free", "rests", "plan", "plan_left", "plan_ship_by", "next_lot", "closure"),
)
Stock = tuple[tuple[Any, ...], ...]
BY_THOUSAND = 500  # grams or millilitres: from there on people think in kilos and litres
MOST_PACKS = 999  # what a line of a basket takes


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack and how many of it may be bought now; or ordered beforehand, from ``plan``.

    ``next_lot`` is the key of the lot that leaves first, ``closure`` that of the stall's next days
    of rest; ``by_thousand``: compared by the kilo.
    """

    pack: Pack
    free: int
    can_be_bought: bool
    rests: bool = False
    plan: int | None = None
    plan_left: int = 0
    ship_by: date | None = None
    next_lot: int | None = None
    by_thousand: bool = False
    closure: int | None = None

    @property
    def is_nearly_gone(self) -> bool:
        return self.free <= NEARLY_GONE

    @property
    def can_be_ordered(self) -> bool:
        """Beforehand: none is there now, and a planned lot takes orders."""
        return not self.can_be_bought and self.plan_left > 0

    @property
    def can_be_had(self) -> bool:
        """Now or beforehand."""
        return self.can_be_bought or self.can_be_ordered

    @property
    def box_id(self) -> str:
        """The end of the id of its number box."""
        return str(self.pack.pk)

    @property
    def most(self) -> int:
        """How many may be asked for at once."""
        return min(self.free or self.plan_left, MOST_PACKS)

    @property
    def unit_price(self) -> tuple[int, str] | None:
        """Đồng and measure for comparing; None where the pack is that measure already."""
        amount, measure = self.pack.price_by_thousand if self.by_thousand else self.pack.unit_price
        return None if amount == self.pack.price else (amount, measure)


class Fact(NamedTuple):
    label: str
    text: str
    lang: str = ""  # of the text, where it stays as its producer wrote it


class Chip(NamedTuple):
    """What ``components/_producer_chip.html`` shows."""

    name: str
    url: str
    place: str
    kind: str
    photo: str
    pill: str
    pill_tone: str


def offers(product: Product, policy: Policy | None, *, on: date) -> list[Offer]:
    """Active packs, cheapest first as the producer ordered them. One query."""
    may_sell = product.producer.is_claimed and not lacks_licence(product, policy)
    may_sell = may_sell and product.is_cleared(on=on) and may_be_paid(product.producer)
    packs = _offered(product=product.pk, on=on)
    for pack in packs:
        pack.product = product
    by_thousand = all(pack.net_content >= BY_THOUSAND for pack in packs)
    return [_offer(pack, may_sell=may_sell, by_thousand=by_thousand) for pack in packs]


def stock_of(product: int, *, on: date) -> Stock:
    """What its packs hold at this moment, as far as a page tells it. One query."""
    return stock_told(_offered(product=product, on=on))


def stock_told(packs: Iterable[Any]) -> Stock:
    """As :func:`stock_of`, of packs that were asked for already."""
    return tuple(tuple(getattr(pack, name) for name in TOLD_OF_STOCK) for pack in packs)


@Prepared
def _offered(product: int, on: date) -> QuerySet[Any, Any]:
    active = Pack.objects.filter(product=product, is_active=True).select_related("travel")
    leaving = Lot.objects.sellable(on=on).filter(pack=OuterRef("pk")).first_expired_first()
    supplied = with_supply(active, on=on).annotate(
        next_lot=Subquery(leaving.values("pk")[:1]),
        closure=next_closure("product__producer", on=on),
    )
    return with_plan(supplied, on=on)


def _offer(pack: Any, *, may_sell: bool, by_thousand: bool) -> Offer:  # noqa: ANN401 (a pack with_plan, with_supply)
    return Offer(
        pack,
        pack.free,
        may_sell and pack.free > 0,
        pack.rests,
        pack.plan,
        pack.plan_left if may_sell and pack.plan else 0,
        pack.plan_ship_by,
        pack.next_lot,
        by_thousand,
        pack.closure,
    )


def _choice(offered: Sequence[Offer]) -> dict[str, Any]:
    """Of several packs: the one chosen before anybody chooses, and what holds for any of them."""
    there = [one for one in offered if one.can_be_had]
    return {
        "chosen": there[0] if there else None,
        "most": max((one.most for one in there), default=0),
        "beforehand": any(one.can_be_ordered for one in there),
    }


def lacks_licence(product: Product, policy: Policy | None) -> bool:
    return bool(policy and policy.needs_licence and not product.licence_number)


def policy_of(product: Product, *, on: date) -> Policy | None:
    """What the law asks of this kind of goods today."""
    return next(iter(_rules(criteria_set=product.criteria_set_id, on=on)), None)


@Prepared
def _rules(criteria_set: int, on: date) -> QuerySet[Policy]:
    rules = Policy.objects.in_force(on=on).filter(criteria_set=criteria_set)
    return rules.order_by("-valid_from")


def recalls_of(product: Product) -> list[Recall]:
    """Recalls that run now and reach lots of this product."""
    return _recalls(product=product.pk)


@Prepared
def _recalls(product: int) -> QuerySet[Recall]:
    running = Recall.objects.running().filter(lots__lot__pack__product=product)
    return running.distinct().order_by("-opened_at", "-pk")


def best_recognition(product: Product, *, on: date) -> Recognition | None:
    """The decision that gives the stars shown (prefetched)."""
    standing = Recognition.Standing.IN_FORCE
    ruling = [one for one in product.recognitions.all() if one.standing(on=on) == standing]
    return max(ruling, key=lambda one: one.stars, default=None)


def gallery(product: Product, *, stars: int) -> list[Picture]:
    """All photos, or the label art alone. A photo nobody described says which of how many it is."""
    photos = list(product.photos.all())
    if photos:
        told = {"name": product.spoken_name, "all": len(photos)}
        return [
            shown(
                photo,
                photo.description or _("%(name)s, ảnh %(n)d trong %(all)d") % {**told, "n": n},
            )
            for n, photo in enumerate(photos, 1)
        ]
    own_caption = drawn(product, stars=stars)
    own_caption["drawn"] = False  # at this size the caption inside the drawing can be read
    return [own_caption]


def chip(producer: Producer) -> Chip:
    commune, province = producer.commune, producer.province
    where = [commune.name if commune else "", province.short_name if province else ""]
    pill, tone = "", ""
    if not producer.is_claimed:
        pill, tone = _("Chưa được chủ thể xác nhận"), "wait"
    elif producer.is_fictional:
        pill, tone = _("Chủ thể mẫu"), "info"
    elif producer.identity_verified_at:
        pill, tone = _("Đã xác minh"), "good"
    kind = "" if producer.kind == producer.Kind.UNKNOWN else producer.get_kind_display()
    words = ", ".join(filter(None, where))
    emblem = emblem_address(producer)
    return Chip(producer.name, producer.get_absolute_url(), words, kind, emblem, pill, tone)


def facts(product: Product) -> list[Fact]:
    """What a label says, as far as it was filled in."""
    days = product.shelf_life_days
    lasts = _("%(days)d ngày từ ngày sản xuất") % {"days": days} if days else ""
    told = (
        Fact(_("Thành phần"), product.ingredients, "vi"),
        Fact(_("Cách dùng"), product.usage, "vi"),
        Fact(_("Bảo quản"), product.storage, "vi"),
        Fact(_("Hạn dùng"), lasts),
        Fact(_("Tiêu chuẩn"), product.standard, "vi"),
        Fact(_("Số công bố"), product.declaration_number),
        Fact(_("Giấy phép bán rượu"), product.licence_number),
        Fact(_("Nơi làm ra"), product.origin_text or place(product), "vi"),
        Fact(_("Loại hàng OCOP"), str(product.criteria_set)),
    )
    return [fact for fact in told if fact.text]


def decision_facts(recognition: Recognition) -> list[Fact]:
    """The decision behind the stars, in words."""
    day = "SHORT_DATE_FORMAT"
    told = (
        (_("Quyết định"), recognition.decision),
        (_("Cơ quan công nhận"), recognition.issuer),
        (_("Cấp công nhận"), recognition.get_level_display().capitalize()),
        (_("Từ ngày"), date_format(recognition.valid_from, day) if recognition.valid_from else ""),
        (
            _("Đến trước ngày"),
            date_format(recognition.valid_until, day) if recognition.valid_until else "",
        ),
    )
    return [Fact(label, str(text)) for label, text in told if text]


def public_source(address: str) -> str:
    """The site a fact was taken from; empty for mirrors abroad, which only staff may see."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return host if host.endswith(".vn") else ""


def page_of(product: Product, policy: Policy | None, *, on: date) -> dict[str, Any]:
    """All that the product's own page shows, its kin apart."""
    stars = product.stars_now or 0  # type: ignore[attr-defined]  # comes with_facts
    recognition = best_recognition(product, on=on)
    is_claimed = product.producer.is_claimed
    offered = offers(product, policy, on=on) if is_claimed else []
    return {
        "product": product,
        "policy": policy,
        "stars": stars,
        "stars_state": stars_state(product, on=on),
        "decision": decision_facts(recognition) if recognition else [],
        "recognition": recognition,
        "reported": reported(product, on=on),
        "pictures": gallery(product, stars=stars),
        "offers": offered,
        **_choice(offered),
        "closure": closures_told([one.closure for one in offered], on=on).get(product.producer_id),
        "lacks_licence": lacks_licence(product, policy),
        "lots": newest_lots(product, on=on) if is_claimed else [],
        "coming": coming(offered),
        "recalls": recalls_of(product) if is_claimed else [],
        "facts": facts(product),
        "place": place(product),
        "maker": chip(product.producer),
        "source": public_source(product.source_url),
    }


def reported(product: Product, *, on: date) -> Recognition | None:
    """What some source says of stars that nobody has verified (prefetched)."""
    unverified = Recognition.Standing.UNVERIFIED
    told = [one for one in product.recognitions.all() if one.standing(on=on) == unverified]
    return told[0] if told else None
