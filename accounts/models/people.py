"""Users: anyone who signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.timezone import now
from django.utils.translation import gettext
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
    """Anyone who signs in: shopper, producer, officer or operator. The phone number is the name.

    ``language`` is the one messages are written in, the market's while it is empty. Of whoever left
    (``erased_at``) only the row stays, with nothing of the person in it: others point to it.
    """

    phone = models.CharField(_("số điện thoại"), max_length=16, unique=True)
    phone_verified_at = models.DateTimeField(_("xác nhận số lúc"), null=True, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    language = models.CharField(_("tiếng nói"), max_length=5, blank=True)
    wants_mail_first = models.BooleanField(_("nhận thư điện tử trước"), default=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_staff = models.BooleanField(_("vào được trang điều hành"), default=False)
    erased_at = models.DateTimeField(_("đã xoá lúc"), null=True, blank=True, editable=False)
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
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(full_name="", email="", is_active=False),
                name="erased_user_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("người đã xoá tài khoản")
        return self.full_name or phones.veil(self.phone)

    @property
    def phone_national(self) -> str:
        return phones.to_national(self.phone)
