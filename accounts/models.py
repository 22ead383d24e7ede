"""Users, the journal of what they did, and the messages sent to them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones


class UserManager(BaseUserManager["User"]):
    """Makes users from a phone number."""

    def create_user(self, phone: str, password: str | None = None, **fields: object) -> User:
        user = self.model(phone=phones.to_e164(phone), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, phone: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(phone, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by any way of writing the phone number."""
        try:
            return self.get(phone=phones.to_e164(username or ""))
        except phones.NotAPhone as failure:
            raise self.model.DoesNotExist from failure


class User(AbstractBaseUser, PermissionsMixin):
    """Anyone who signs in: shopper, producer, officer or operator. The phone number is the name."""

    phone = models.CharField(_("số điện thoại"), max_length=16, unique=True)
    phone_verified_at = models.DateTimeField(_("xác nhận số lúc"), null=True, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_staff = models.BooleanField(_("vào được trang điều hành"), default=False)
    joined_at = models.DateTimeField(_("tham gia lúc"), default=now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            CheckConstraint(condition=Q(phone__startswith="+"), name="user_phone_is_international"),
            UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="user_email_belongs_to_one"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or phones.veil(self.phone)

    @property
    def phone_national(self) -> str:
        return phones.to_national(self.phone)


class Entry(models.Model):
    """One line of the journal: who did what to which thing, for whom, and when.

    ``subject`` and ``on_behalf_of`` are labels such as ``catalog.Producer:7``; ``detail`` holds
    no personal data.
    """

    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("người làm"),
    )
    verb = models.CharField(_("việc"), max_length=64)
    subject = models.CharField(_("với"), max_length=128, db_index=True)
    on_behalf_of = models.CharField(_("thay cho"), max_length=128, blank=True, db_index=True)
    detail = models.JSONField(_("chi tiết"), default=dict, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


class MessageQuerySet(models.QuerySet["Message"]):
    def unsent(self) -> Self:
        return self.filter(sent_at__isnull=True)


class Message(models.Model):
    """Words to one person, written in the same transaction as the fact they tell of.

    ``key`` makes each message unique, so that telling twice sends once.
    """

    key = models.CharField(max_length=120, unique=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin nhắn")
        verbose_name_plural = _("tin nhắn")
        ordering = ["-written_at", "-pk"]
        constraints = [
            CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="message_goes_to_somebody"),
        ]

    def __str__(self) -> str:
        return self.subject


class Tally(models.Model):
    """How often something was tried in a span of time: the counter behind every limit.

    Counted by one ``INSERT … ON CONFLICT DO UPDATE`` so that parallel tries cannot slip through.
    """

    key = models.CharField(max_length=160)
    span = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["key", "span"], name="tally_counts_a_span_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"


def label(thing: models.Model | None) -> str:
    """How the journal points at a row: ``label(producer)`` is ``"catalog.Producer:7"``."""
    return "" if thing is None else f"{thing._meta.label}:{thing.pk}"
