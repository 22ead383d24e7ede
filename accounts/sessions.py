"""Who a request is from, looked up on every page by prepared queries: a session, and its person."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import NullIf
from django.utils.crypto import get_random_string
from django.utils.timezone import now

from accounts.devices import device
from accounts.models import Session, User
from accounts.prepared import Prepared, PreparedChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


KEY_LENGTH = 32
DEVICE, SEEN = "device", "seen"
SEEN_EVERY = timedelta(hours=1)
"""How stale «last seen» may be: a session is not written at every page."""
NOBODY = 0
"""In place of no person: the prepared statement always has a key to write."""


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database; ``SESSION_ENGINE`` names this module."""

    _written: dict[str, Any] | None = None
    """What this request has written of it."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """What the row says beside its data is worked out from them."""
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.seen_at = data.get(DEVICE, ""), now()
        return cast("Session", row)

    def _get_session_from_db(self) -> Session | None:
        if found := _session(key=self.session_key, at=now()):
            return found[0]
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (as Django's)
        """In one statement, unless the table has it already, word for word.

        So who writes something can save the session along with it, in the same transaction: what
        comes after has nothing left to write. In a transaction of its own otherwise, so that on
        SQLite it waits in turn (docs/decisions/0034).
        """
        if self.session_key is None:
            self.create()
            return
        said: dict[str, Any] = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # stubs
        if said == self._written and not must_create:
            return
        with transaction.atomic(savepoint=False):
            is_kept = self._write(self.create_model_instance(said), is_new=must_create)
            if is_kept:
                transaction.on_commit(partial(setattr, self, "_written", deepcopy(said)))
        if not is_kept:
            raise UpdateError

    @staticmethod
    def _write(row: Session, *, is_new: bool) -> bool:
        """Whether there was a row to write over, or it is a new one."""
        if is_new:
            row.save(force_insert=True)
            return True
        told: dict[str, Any] = {
            "key": row.session_key,
            "said": row.session_data,
            "until": row.expire_date,
        }
        person = row.user_id or NOBODY
        return bool(_saved(**told, user=person, device=row.device, at=row.seen_at))

    def _get_new_session_key(self) -> str:
        """So long that none is ever met twice; if one were, the table would refuse it."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)


def save_along(request: HttpRequest) -> None:
    """Write the session in the transaction of whoever calls, which keeps nothing if it is gone.

    Ended meanwhile, as by signing out elsewhere: :class:`SessionInterrupted` (400), as at the end
    of any request.
    """
    try:
        request.session.save()
    except UpdateError as ended:
        raise SessionInterrupted("The session ended before the request did.") from ended


class LastSeenMiddleware:
    """Keeps «last seen» of whoever is signed in, once an hour; others cost nothing here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty() and SESSION_KEY in session:
            at = now().timestamp()
            if at - session.get(SEEN, 0) > SEEN_EVERY.total_seconds():
                session[SEEN] = int(at)
        return response


def note_device(*, request: HttpRequest, **_signal: object) -> None:
    """Receives Django's ``user_logged_in``: with what somebody signed in, and when."""
    request.session[DEVICE] = device(request.META.get("HTTP_USER_AGENT", ""))
    request.session[SEEN] = int(now().timestamp())


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
def _saved(
    key: str, said: str, until: datetime, user: int, device: str, at: datetime
) -> tuple[QuerySet[Session], dict[str, Any]]:
    changes = {
        "session_data": said,
        "expire_date": until,
        "user": NullIf(Value(user), Value(NOBODY)),
        "device": device,
        "seen_at": at,
    }
    return Session.objects.filter(session_key=key), changes


@Prepared
def _person(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
