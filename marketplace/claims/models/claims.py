"""A buyer's claim about one producer's order: which packs, how it stands, who said what when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.orders.models import Line, Order
from marketplace.rights.kinds import Kind
from marketplace.rights.models import ClaimRule

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

MOST_LETTERS = 1000


class ClaimsOnGoods(models.QuerySet["Claim"]):
    def running(self) -> Self:
        return self.filter(state__in=Claim.RUNNING)

    def overdue(self, *, at: datetime) -> Self:
        """Somebody's time to speak is over."""
        return self.running().filter(due_at__lte=at)

    def disputed(self) -> Self:
        return self.filter(state=Claim.State.DISPUTED)

    def overseen_by(self, user: User) -> Self:
        """Those about goods of an officer's area; an operator's are all."""
        if user.is_staff:
            return self
        return self.filter(order__producer__in=Producer.objects.overseen_by(user))


class Claim(models.Model):
    """``due_at`` is when the time is over of whoever's turn it is: see ``actions.overdue``.

    ``freight`` is who bears the way back, by the rule of the day of the order.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Chờ người bán trả lời")
        OFFERED = "offered", _("Chờ người mua trả lời")
        DISPUTED = "disputed", _("Chờ cán bộ xem xét")
        RETURNING = "returning", _("Chờ hàng gửi về")
        SENT_BACK = "sent_back", _("Hàng đang về")
        SETTLED = "settled", _("Đã giải quyết")
        TAKEN_BACK = "taken_back", _("Người mua rút lại")

    RUNNING = (State.OPEN, State.OFFERED, State.DISPUTED, State.RETURNING, State.SENT_BACK)

    code = models.CharField(_("mã khiếu nại"), max_length=12, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(_("việc"), max_length=13, choices=Kind)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.OPEN)
    wants_goods_back = models.BooleanField(_("gửi hàng về"), default=False)
    freight = models.CharField(max_length=8, choices=ClaimRule.Freight)
    opened_at = models.DateTimeField(_("mở lúc"))
    due_at = models.DateTimeField(_("hạn"), null=True, blank=True)
    settled_at = models.DateTimeField(_("giải quyết lúc"), null=True, blank=True)

    objects = ClaimsOnGoods.as_manager()

    class Meta:
        verbose_name = _("khiếu nại")
        verbose_name_plural = _("khiếu nại")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="claim_by_state_and_turn"),
            models.Index(fields=["opened_at"], name="claim_by_opening"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(state__in=["settled", "taken_back"], settled_at__isnull=False)
                | (~Q(state__in=["settled", "taken_back"]) & Q(settled_at__isnull=True)),
                name="ended_claim_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("goods_claims:claim", args=[self.code])

    @property
    def withdraws(self) -> bool:
        """Whether the buyer gives the goods back and the purchase up."""
        return Kind(self.kind).withdraws

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING


class ClaimedLine(models.Model):
    """So many packs of a line: what the buyer asks back, and what is offered or decided so far."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="claimed")
    packs = models.PositiveIntegerField(_("số gói"))
    asked = models.PositiveBigIntegerField(_("đòi lại"))
    offered = models.PositiveBigIntegerField(_("được hoàn"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["claim", "line"], name="claim_names_a_line_once"),
            CheckConstraint(condition=Q(packs__gte=1), name="claim_is_about_packs"),
            CheckConstraint(
                condition=Q(offered__isnull=True) | Q(offered__lte=F("asked")),
                name="no_more_is_offered_than_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.packs} × {self.line.name}"


class ClaimPhoto(models.Model):
    """A picture of what came: for the parties and whoever decides; its key is its address."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="photos")
    large = models.FileField(upload_to="claims/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)


class ClaimStep(models.Model):
    """Who did what to a claim and said what of it, in turn; ``by`` is never shown."""

    class Verb(models.TextChoices):
        OPENED = "opened", _("Người mua khiếu nại")
        AGREED = "agreed", _("Người bán đồng ý hoàn đủ")
        OFFERED = "offered", _("Người bán đề nghị")
        REFUSED = "refused", _("Người bán không đồng ý hoàn")
        ACCEPTED = "accepted", _("Người mua đồng ý")
        DISPUTED = "disputed", _("Người mua nhờ cán bộ xem lại")
        DECIDED = "decided", _("Cán bộ quyết định")
        SILENT = "silent", _("Người bán không trả lời đúng hạn: hoàn đủ cho người mua")
        LET_STAND = "let_stand", _("Người mua không trả lời: theo đề nghị của người bán")
        SENT_BACK = "sent_back", _("Người mua đã gửi hàng về")
        UNCOUNTED = "uncounted", _("Người bán không kiểm hàng đúng hạn: hoàn như đã định")
        NOT_SENT = "not_sent", _("Hàng không được gửi về đúng hạn: không hoàn")
        CAME_BACK = "came_back", _("Người bán đã nhận hàng về")
        TAKEN_BACK = "taken_back", _("Người mua rút lại")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb)
    words = models.TextField(_("lời"), max_length=MOST_LETTERS, blank=True)
    amount = models.PositiveBigIntegerField(_("số tiền"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.claim} · {self.get_verb_display()}"
