"""The rooms of a stall: grouped beside the page, five places under the thumb on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Membership
from marketplace.claims.models import Claim
from marketplace.orders.models import Order
from marketplace.talks.queries import waiting as unread_talks
from marketplace.voices.models import Question, Review

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.functional import Promise

    from accounts.models import User
    from catalog.models import Producer


class Place(NamedTuple):
    """``waits`` names the count beside it; ``tab``, the place of the bar that it is under.

    What ``is_of_money`` is kept from whoever only helps.
    """

    room: str
    label: Promise
    icon: str
    tab: str = "more"
    waits: str = ""
    is_owners: bool = False
    is_of_money: bool = False


HOME = Place("workspace:stall", _("Hôm nay"), "home", "home")
GROUPS: tuple[tuple[Promise, tuple[Place, ...]], ...] = (
    (
        _("Bán hàng"),
        (
            Place("workspace:orders", _("Đơn hàng"), "package", "orders", "orders"),
            Place("till:home", _("Bán tại quầy"), "qr-code", is_of_money=True),
            Place("workspace:products", _("Sản phẩm"), "tag", "goods"),
            Place("tables:table", _("Bảng giá"), "banknote", "goods"),
            Place("workspace:stock", _("Kho"), "store", "goods"),
            Place("talks:mine", _("Tin nhắn"), "mail", waits="talks"),
            Place("workspace:voices", _("Đánh giá & hỏi đáp"), "help", waits="voices"),
            Place("goods_claims:mine", _("Khiếu nại"), "shield-alert", waits="claims"),
        ),
    ),
    (
        _("Sản xuất"),
        (
            Place("diary:home", _("Nhật ký"), "edit", "diary"),
            Place("traceability:lots", _("Lô hàng"), "lot", "diary"),
            Place("traceability:materials", _("Nguyên liệu"), "wheat", "diary"),
            Place("traceability:places", _("Địa điểm"), "place", "diary"),
            Place("recalls:mine", _("Thu hồi"), "undo"),
        ),
    ),
    (
        _("Tiền"),
        (
            Place("payouts:money", _("Tiền"), "card"),
            Place("invoices:mine", _("Hoá đơn"), "document"),
            Place("figures:stall", _("Số liệu"), "chart"),
            Place("workspace:vouchers", _("Mã giảm giá"), "wallet"),
        ),
    ),
    (
        _("Gian hàng"),
        (
            Place("gate:papers", _("Giấy tờ"), "document"),
            Place("workspace:delivery", _("Giao hàng"), "truck"),
            Place("workspace:closures", _("Ngày nghỉ"), "calendar"),
            Place("tales:mine", _("Chuyện nhà"), "edit"),
            Place("merits:mine", _("Hồ sơ OCOP"), "star"),
            Place("merits:stall", _("Chỉ số số hoá"), "chart"),
            Place("workspace:members", _("Người cùng làm"), "users", is_owners=True),
        ),
    ),
)
ALL: tuple[tuple[Promise | str, tuple[Place, ...]], ...] = (("", (HOME,)), *GROUPS)
BAR = (
    HOME,
    Place("workspace:orders", _("Đơn"), "package", "orders", "orders"),
    Place("diary:home", _("Nhật ký"), "edit", "diary"),
    Place("workspace:products", _("Hàng"), "tag", "goods"),
    Place("workspace:rooms", _("Thêm"), "menu", "more", "more"),
)
TABS = {place.room: place.tab for _label, places in GROUPS for place in places}


class Room(NamedTuple):
    label: Promise | str
    url: str
    icon: str
    waits: int
    current: bool


class Group(NamedTuple):
    label: Promise | str
    rooms: list[Room]


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What a person sees around a stall's page; ``role`` is what they are there."""

    role: str
    groups: list[Group]
    bar: list[Room]
    claims: int = 0
    voices: int = 0
    talks: int = 0

    @property
    def is_for_another(self) -> bool:
        """Whether the person writes in somebody else's name."""
        return self.role == Membership.Role.SUPPORTER


def menu(producer: Producer, *, user: User, here: str) -> Menu:
    """The rooms with what waits in them. ``here`` is the room's address name. One query."""
    counts = what_waits(producer, user)
    role, counts["more"] = counts.pop("role"), sum(counts[name] for name in BEHIND)

    def opened(place: Place, *, current: bool) -> Room:
        url = reverse(place.room, args=[producer.slug])
        return Room(place.label, url, place.icon, counts.get(place.waits, 0), current)

    groups = [
        Group(
            label,
            [
                opened(place, current=place.room == here)
                for place in places
                if _is_shown(place, role)
            ],
        )
        for label, places in ALL
    ]
    tab = "home" if here == HOME.room else TABS.get(here, "more")
    bar = [opened(place, current=place.tab == tab) for place in BAR]
    waits = {name: counts[name] for name in BEHIND}
    return Menu(role=role, groups=groups, bar=bar, **waits)


def _is_shown(place: Place, role: str) -> bool:
    if place.is_of_money:
        return role in {Membership.Role.OWNER, Membership.Role.STAFF}
    return role == Membership.Role.OWNER or not place.is_owners


BEHIND = ("claims", "voices", "talks")
"""What waits in rooms that the bar of a phone has under «more»."""
NOTHING = {"role": "", "orders": 0, **dict.fromkeys(BEHIND, 0)}
WAITING_ORDERS = (Order.State.AWAITING_ACCEPTANCE, Order.State.AWAITING_PICKUP)
WAITING_CLAIMS = (Claim.State.OPEN, Claim.State.SENT_BACK)


def what_waits(producer: Producer, user: User) -> dict[str, Any]:
    """The person's role, and how much waits: orders, claims, voices, talks. One query."""
    of_stall = OuterRef("producer")
    orders = Order.objects.filter(producer=of_stall, state__in=WAITING_ORDERS)
    claims = Claim.objects.filter(order__producer=of_stall, state__in=WAITING_CLAIMS)
    questions = Question.objects.waiting().filter(product__producer=of_stall)
    reviews = Review.objects.public().unanswered().filter(product__producer=of_stall)
    mine = Membership.objects.active().filter(producer=producer, user=user).order_by("pk")
    found = mine.values(
        "role",
        orders=_how_many(orders, "producer"),
        claims=_how_many(claims, "order__producer"),
        talks=_how_many(unread_talks().filter(order__producer=of_stall), "order__producer"),
        voices=_how_many(questions, "product__producer") + _how_many(reviews, "product__producer"),
    )
    return dict(found.first() or NOTHING)


def _how_many(rows: QuerySet[Any, Model], stall: str) -> Coalesce:
    counted = rows.order_by().values(stall).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
