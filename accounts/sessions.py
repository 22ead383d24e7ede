"""Who a request is from, looked up on every page by prepared queries: a session, and its person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.timezone import now

from accounts.models import User
from accounts.prepared import Prepared, PreparedChange

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


KEY_LENGTH = 32


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database; ``SESSION_ENGINE`` names this module."""

    def _get_session_from_db(self) -> Session | None:
        if found := _session(key=self.session_key, at=now()):
            return found[0]
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (as Django's)
        """One that is there already is written over, in one statement.

        In a transaction, so that on SQLite it waits in turn (docs/decisions/0034).
        """
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]  # stubs
        with transaction.atomic():
            if not _saved(key=row.session_key, said=row.session_data, until=row.expire_date):
                raise UpdateError

    def _get_new_session_key(self) -> str:
        """So long that none is ever met twice; if one were, the table would refuse it."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)


class KnownPeople:
    """Who signed in earlier, by the key that the session keeps; nobody once put out of use."""

    def get_user(self, user_id: int) -> User | None:
        found = _person(pk=user_id)
        return found[0] if found and found[0].is_active else None


class ByPhone(KnownPeople, ModelBackend):
    """Signs in with phone and password: the operator's admin."""


class ByPhoneOrCode(KnownPeople, AuthenticationBackend):  # type: ignore[misc]  # as above
    """Signs in as allauth does: everybody else."""


@Prepared
def _session(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)


@PreparedChange
def _saved(key: str, said: str, until: datetime) -> tuple[QuerySet[Session], dict[str, Any]]:
    changes = {"session_data": said, "expire_date": until}
    return Session.objects.filter(session_key=key), changes


@Prepared
def _person(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
