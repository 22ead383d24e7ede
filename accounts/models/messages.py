"""Messages to people, each try to carry one, and what people no longer want to hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.messages import kinds, registry, segments

if TYPE_CHECKING:
    from datetime import datetime


class MessageQuerySet(models.QuerySet["Message"]):
    def unsent(self) -> Self:
        """Those that still wait: neither carried, nor unwanted, nor given up."""
        return self.filter(state=Message.State.WAITING)

    def due(self, *, at: datetime) -> Self:
        return self.unsent().filter(due_at__lte=at)


class Message(models.Model):
    """Words to one person, written in the same transaction as the fact they tell of.

    ``key`` makes each message unique: one for an event and a person ever. ``kind`` is one of
    :class:`accounts.messages.kinds.Kind`. ``short`` is what fits into an SMS, ``words`` what a
    template asks for. ``due_at`` says when to look at it next.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ gửi")
        SENT = "sent", _("đã gửi")
        UNWANTED = "unwanted", _("người nhận đã thôi nhận")
        GIVEN_UP = "given_up", _("không gửi được")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("loại"), max_length=24, default=kinds.Kind.ORDER)
    language = models.CharField(_("tiếng nói"), max_length=5, default="vi")
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    short = models.CharField(max_length=320, blank=True)
    words = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.WAITING)
    written_at = models.DateTimeField(_("viết lúc"))
    due_at = models.DateTimeField(_("gửi từ"), default=now)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin nhắn")
        verbose_name_plural = _("tin nhắn")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="waiting"), name="message_waiting_by_due"
            )
        ]
        constraints = [
            CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="message_goes_to_somebody"),
            CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_message_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def trait(self) -> kinds.Trait:
        return kinds.trait(self.kind)

    @property
    def kind_label(self) -> str:
        return str(kinds.Kind(self.kind).label) if self.kind in kinds.Kind else self.kind

    @property
    def segments(self) -> int:
        """How many SMS its short form is charged as."""
        return segments.segments(self.short)


class Attempt(models.Model):
    """One try to carry a message through one channel.

    Begun before the channel is asked and closed after it: what a worker that died leaves open
    says that the channel may have taken it.
    """

    class Outcome(models.TextChoices):
        BEGUN = "begun", _("đang gửi")
        TAKEN = "taken", _("đã nhận chuyển")
        DELIVERED = "delivered", _("đã tới máy")
        AWAY = "away", _("không liên lạc được")
        BUSY = "busy", _("đang quá tải")
        UNANSWERED = "unanswered", _("không rõ đã nhận chưa")
        REFUSED = "refused", _("không chuyển được")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    channel = models.CharField(_("kênh"), max_length=10)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome, default=Outcome.BEGUN)
    external_id = models.CharField(_("mã của bên chuyển"), max_length=100, blank=True)
    again_at = models.DateTimeField(_("thử lại từ"), null=True, blank=True)
    begun_at = models.DateTimeField(_("bắt đầu"))
    ended_at = models.DateTimeField(_("xong"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần gửi tin")
        verbose_name_plural = _("các lần gửi tin")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["message"],
                condition=Q(outcome="begun"),
                name="message_goes_one_way_at_a_time",
            ),
            UniqueConstraint(
                fields=["message", "channel"],
                condition=Q(outcome__in=["taken", "delivered"]),
                name="channel_takes_a_message_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.channel} {self.outcome}"

    @property
    def channel_label(self) -> str:
        return str(registry.WORDS.get(self.channel, self.channel))


class Unsubscription(models.Model):
    """Somebody does not want messages of one family any more; back again, the row is gone.

    ``person`` is a keyed hash of the phone or e-mail address: enough to know it again.
    """

    person = models.CharField(max_length=32)
    family = models.CharField(max_length=12)
    left_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "family"], name="person_leaves_a_family_once")
        ]

    def __str__(self) -> str:
        return self.family
