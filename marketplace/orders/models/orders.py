"""An order to one producer, its lines, and the lots behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer
from marketplace.delivery.models import Method
from marketplace.orders.models.groups import OrderGroup, Receiver
from marketplace.rights.windows import Moments
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class OrderQuerySet(models.QuerySet["Order"]):
    def sold_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.run_by(user))

    def at_stalls(self) -> Self:
        """Sold face to face."""
        return self.filter(seller__isnull=False)

    def overdue(self, *, at: datetime) -> Self:
        """Unpaid after the time for which their goods were held."""
        return self.filter(state=Order.State.AWAITING_PAYMENT, group__held_until__lte=at)

    def to_complete(self, *, at: datetime) -> Self:
        """Delivered, the time for claims is over, and nothing is being claimed."""
        return self.filter(
            state=Order.State.DELIVERED,
            completed_at__isnull=True,
            disputed_at__isnull=True,
            claimable_until__lte=at,
        )


class Order(models.Model):
    """What one producer owes one buyer. States are named as Vietnamese shoppers know them.

    ``method`` is the way chosen, none for the market's own tariff; ``delivery_words`` keeps what
    was said of it then. The fee is the order's, whatever number of parcels it leaves in.

    ``claimable_until`` is worked out when it is delivered; then it is complete by itself, unless
    something is being claimed (``disputed_at``).

    ``seller`` is who sold it at the stall, face to face: it goes nowhere, its buyer has it in hand
    as soon as it is paid. Of what is ordered from afar it is nobody.
    """

    class State(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("Chờ thanh toán")
        AWAITING_ACCEPTANCE = "awaiting_acceptance", _("Chờ xác nhận")
        AWAITING_PICKUP = "awaiting_pickup", _("Chờ lấy hàng")
        SHIPPED = "shipped", _("Đang giao")
        DELIVERED = "delivered", _("Đã giao")
        CANCELLED = "cancelled", _("Đã huỷ")
        REFUNDED = "refunded", _("Trả hàng/Hoàn tiền")

    MOVES = {
        State.AWAITING_PAYMENT: {State.AWAITING_ACCEPTANCE, State.CANCELLED},
        State.AWAITING_ACCEPTANCE: {State.AWAITING_PICKUP, State.CANCELLED, State.REFUNDED},
        State.AWAITING_PICKUP: {
            State.AWAITING_ACCEPTANCE,
            State.SHIPPED,
            State.CANCELLED,
            State.REFUNDED,
        },
        State.SHIPPED: {State.DELIVERED, State.REFUNDED},
        State.DELIVERED: {State.REFUNDED},
        State.CANCELLED: {State.AWAITING_ACCEPTANCE},
        State.REFUNDED: set(),
    }
    TO_ARRIVE = frozenset({State.AWAITING_ACCEPTANCE, State.AWAITING_PICKUP, State.SHIPPED})
    """A parcel on its way may come back and be sent again: its address is still wanted."""

    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="orders")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="orders")
    code = models.CharField(_("mã đơn"), max_length=16, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=State, default=State.AWAITING_PAYMENT
    )
    goods_total = models.PositiveBigIntegerField(_("tiền hàng"))
    delivery_fee = models.PositiveBigIntegerField(_("tiền giao hàng"))
    goods_discount = models.PositiveBigIntegerField(_("giảm tiền hàng"), default=0)
    delivery_discount = models.PositiveBigIntegerField(_("giảm phí giao"), default=0)
    total = models.PositiveBigIntegerField(_("tổng tiền"))
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, related_name="orders", null=True, blank=True
    )
    delivery_words = models.CharField(_("cách giao (lúc đặt)"), max_length=400, blank=True)
    note = models.CharField(_("lời nhắn cho người bán"), max_length=300, blank=True)
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("bán tại quầy bởi"),
        null=True,
        blank=True,
        db_index=False,
    )
    paid_at = models.DateTimeField(_("trả tiền lúc"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("nhận đơn lúc"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("giao đi lúc"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("giao xong lúc"), null=True, blank=True)
    claimable_until = models.DateTimeField(_("khiếu nại được đến"), null=True, blank=True)
    disputed_at = models.DateTimeField(_("đang khiếu nại từ"), null=True, blank=True)
    completed_at = models.DateTimeField(_("hoàn tất lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("huỷ hoặc hoàn lúc"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn hàng")
        verbose_name_plural = _("đơn hàng")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["producer", "state"], name="order_by_producer_and_state"),
            models.Index(
                fields=["group"],
                condition=Q(state="awaiting_payment"),
                name="order_unpaid_by_group",
            ),
            models.Index(
                fields=["claimable_until"],
                condition=Q(state="delivered", completed_at__isnull=True),
                name="order_to_complete_by_time",
            ),
            models.Index(
                fields=["producer"],
                condition=Q(disputed_at__isnull=False),
                name="order_claimed_by_producer",
            ),
            models.Index(fields=["producer", "paid_at"], name="order_by_producer_and_payment"),
            models.Index(
                fields=["producer", "paid_at"],
                condition=Q(seller__isnull=False),
                name="order_sold_at_stall_by_time",
            ),
        ]
        constraints = [
            UniqueConstraint(fields=["group", "producer"], name="group_orders_a_producer_once"),
            CheckConstraint(
                condition=Q(
                    total=F("goods_total")
                    + F("delivery_fee")
                    - F("goods_discount")
                    - F("delivery_discount")
                ),
                name="order_total_is_goods_and_delivery_less_discounts",
            ),
            CheckConstraint(
                condition=Q(goods_discount__lte=F("goods_total"))
                & Q(delivery_discount__lte=F("delivery_fee")),
                name="order_gives_no_more_than_it_costs",
            ),
            CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(state__in=["delivered", "refunded"]),
                name="only_what_was_delivered_is_complete",
            ),
            CheckConstraint(
                condition=Q(seller__isnull=True) | Q(delivery_fee=0, method__isnull=True),
                name="what_is_sold_at_a_stall_is_sent_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def at_stall(self) -> bool:
        """Whether it was sold face to face."""
        return self.seller_id is not None

    @property
    def discount(self) -> int:
        """Đồng that vouchers, or who sold it at the stall, take off."""
        return self.goods_discount + self.delivery_discount

    @property
    def own_discount(self) -> int:
        """Đồng off the goods that the producer bears: the discount on its invoice."""
        return sum(line.own_discount for line in self.lines.all())

    @property
    def delivery_paid(self) -> int:
        """Đồng that the buyer paid for the delivery."""
        return self.delivery_fee - self.delivery_discount

    @property
    def receiver(self) -> Receiver | None:
        """Who gets it, for its stall; None as soon as nothing of it is to arrive any more.

        Whatever a stall is shown of its buyer's name, number and address comes from here.
        """
        if self.state not in self.TO_ARRIVE:
            return None
        group = self.group
        return Receiver(
            name=group.buyer_name,
            phone=group.phone_national,
            phone_masked=group.phone_masked,
            street=group.street,
            place=group.place_text,
            notes=tuple(filter(None, (group.note, self.note))),
        )

    @property
    def moments(self) -> Moments:
        """From which its buyer's rights are counted."""
        return Moments(
            placed_at=self.group.placed_at,
            shipped_at=self.shipped_at,
            delivered_at=self.delivered_at,
        )

    @property
    def awaits_harvest(self) -> bool:
        """Something in it was ordered beforehand and has no lot yet. One query."""
        return self.lines.filter(preorder__waiting__gt=0).exists()

    def may_become(self, state: Order.State) -> bool:
        """Along its moves; only what nobody has paid for comes back from being cancelled."""
        if self.state == self.State.CANCELLED and self.is_paid:
            return False
        return state in self.MOVES[Order.State(self.state)]


class Taken(NamedTuple):
    """So many packs of a line come out of this lot, sent or still here."""

    lot: Lot
    quantity: int


class Line(models.Model):
    """So many of one pack at a price; what the market and the State take is frozen here.

    ``discount`` is what vouchers take off for the buyer, ``own_discount`` the part of it that the
    producer bears: commission and withholding are taken from what is left of the price without
    that part, for the rest is paid to the producer by whoever bears it.

    ``grams_a_pack`` is what a pack was reckoned to weigh, of packs that are weighed; then
    ``final_grams`` is what all that is sent weighs.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên hàng (lúc đặt)"), max_length=240)
    unit_price = models.PositiveBigIntegerField(_("giá"))
    quantity = models.PositiveIntegerField(_("số lượng"))
    total = models.PositiveBigIntegerField(_("thành tiền"))
    discount = models.PositiveBigIntegerField(_("giảm"), default=0)
    own_discount = models.PositiveBigIntegerField(_("phần chủ thể chịu"), default=0)
    commission = models.PositiveBigIntegerField(_("phí sàn"))
    withheld_vat = models.PositiveBigIntegerField(_("thuế GTGT khấu trừ"))
    withheld_pit = models.PositiveBigIntegerField(_("thuế TNCN khấu trừ"))
    grams_a_pack = models.PositiveIntegerField(_("gam mỗi gói (tạm tính)"), null=True, blank=True)
    final_grams = models.PositiveIntegerField(_("cân được (gam)"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["order", "pack"], name="order_names_a_pack_once"),
            CheckConstraint(condition=Q(quantity__gte=1), name="line_sells_something"),
            CheckConstraint(
                condition=Q(total=F("unit_price") * F("quantity")),
                name="line_total_is_price_times_quantity",
            ),
            CheckConstraint(
                condition=Q(
                    total__gte=F("own_discount")
                    + F("commission")
                    + F("withheld_vat")
                    + F("withheld_pit")
                ),
                name="line_leaves_something_for_the_producer",
            ),
            CheckConstraint(
                condition=Q(discount__lte=F("total")) & Q(own_discount__lte=F("discount")),
                name="line_gives_no_more_than_it_costs",
            ),
            CheckConstraint(
                condition=Q(final_grams__isnull=True) | Q(grams_a_pack__gte=1, final_grams__gte=1),
                name="only_what_is_sold_by_weight_is_weighed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.name}"

    @property
    def paid(self) -> int:
        """Đồng that the buyer pays for it."""
        return self.total - self.discount

    def paid_for(self, packs: int, *, after: int = 0) -> int:
        """Đồng paid for so many of its packs, ``after`` others: the parts sum to ``paid``."""
        return self.paid * (after + packs) // self.quantity - self.paid * after // self.quantity

    @property
    def payout(self) -> int:
        """Đồng that reach the producer."""
        taken = self.commission + self.withheld_vat + self.withheld_pit
        return self.total - self.own_discount - taken

    @property
    def lots(self) -> list[Taken]:
        """The lots it is sent from, each once, of allocations loaded by ``in_full``."""
        packs: dict[int, int] = {}
        lots = {part.lot_id: part.lot for part in self.allocations.all()}
        for part in self.allocations.all():
            packs[part.lot_id] = packs.get(part.lot_id, 0) + part.quantity
        return [Taken(lot=lots[pk], quantity=n) for pk, n in packs.items()]

    @property
    def is_weighed(self) -> bool:
        """Its price is reckoned until it is weighed."""
        return self.grams_a_pack is not None


class Allocation(models.Model):
    """So many packs of a line come out of this lot.

    Offered ones are held as well, for a buyer who is asked whether they may come instead.
    """

    class State(models.TextChoices):
        HELD = "held", _("đang giữ")
        OFFERED = "offered", _("đang mời đổi")
        SHIPPED = "shipped", _("đã giao đi")
        RELEASED = "released", _("đã nhả")

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="allocations")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="allocations")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(condition=Q(quantity__gte=1), name="allocation_takes_something"),
            UniqueConstraint(
                fields=["line", "lot", "state"],
                condition=~Q(state="released"),
                name="line_takes_from_a_lot_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.lot}"
