"""Who is signed in where: each row is one browser, and its end is the end of being signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from accounts.models.people import User

if TYPE_CHECKING:
    from accounts.sessions import SessionStore


class Session(AbstractBaseSession):
    """Django's own row, which knows whose it is. ``device`` is as ``accounts.devices`` names it."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="sessions", null=True, blank=True
    )
    device = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(default=now)

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from accounts.sessions import SessionStore  # noqa: PLC0415 (the store knows this table)

        return SessionStore

    @property
    def handle(self) -> str:
        """By which a page names it: the key itself would let its reader in."""
        return salted_hmac("accounts.session", self.session_key).hexdigest()[:24]
