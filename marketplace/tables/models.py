"""Tables of goods that were sent in, line by line, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer


class OwnCode(models.Model):
    """What a producer calls a pack in its own books."""

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="own_codes")
    pack = models.OneToOneField(Pack, on_delete=models.CASCADE, related_name="own_code")
    code = models.CharField(_("mã riêng"), max_length=40)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["producer", "code"], name="own_code_means_one_pack"),
            CheckConstraint(condition=~Q(code=""), name="own_code_says_something"),
        ]

    def __str__(self) -> str:
        return self.code


class Intake(models.Model):
    """One table sent in: read, looked at, then taken whole or not at all; and undone, if wished."""

    class State(models.TextChoices):
        READING = "reading", _("đang đọc")
        READ = "read", _("đọc xong, chờ bạn xem")
        REFUSED = "refused", _("không đọc được")
        TAKEN = "taken", _("đã ghi vào gian hàng")
        UNDONE = "undone", _("đã hoàn lại như cũ")

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="intakes")
    name = models.CharField(_("tên tệp"), max_length=120)
    file = models.FileField(_("tệp"), upload_to="private/intakes/")
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    why = models.CharField(_("vì sao không đọc được"), max_length=300, blank=True)
    lines = models.PositiveIntegerField(_("số dòng"), default=0)
    faults = models.PositiveIntegerField(_("số dòng có lỗi"), default=0)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("gửi lúc"))
    taken_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hoàn lại lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                condition=~Q(state__in=["taken", "undone"]) | Q(faults=0, taken_at__isnull=False),
                name="only_a_faultless_table_is_taken",
            )
        ]

    def __str__(self) -> str:
        return self.name


class IntakeLine(models.Model):
    """A line of a table: what it says, what is wrong with it, what it changed and from what."""

    class Verb(models.TextChoices):
        FAULTY = "faulty", _("có lỗi")
        NEW = "new", _("thêm mới")
        CHANGE = "change", _("đổi")
        SAME = "same", _("như cũ")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))
    verb = models.CharField(max_length=6, choices=Verb)
    cells = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    pack = models.ForeignKey(
        Pack, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["number"]
        constraints = [UniqueConstraint(fields=["intake", "number"], name="table_has_a_line_once")]

    def __str__(self) -> str:
        return f"{self.intake_id}: {self.number}"
