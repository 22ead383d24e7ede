"""Telling people things: a row in the same transaction as the fact, sent by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.delivery import earliest
from accounts.inserts import insert_unless_there
from accounts.language import language_in_use
from accounts.messages.kinds import Kind
from accounts.messages.segments import short_form
from accounts.models import Message
from accounts.tasks import send_message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def tell(
    *,
    key: str,
    phone: str,
    email: str,
    subject: str,
    body: str,
    at: datetime,
    kind: Kind = Kind.ORDER,
    short: str = "",
    words: Mapping[str, str] | None = None,
) -> Message:
    """Write a message and ask the worker to send it; the same ``key`` again is quiet.

    Both rows stand or fall with the transaction around them. It is written in the language in
    use: the caller is :func:`accounts.language.speaking` the reader's. ``short`` is for SMS,
    worked out from the rest when it is empty; ``words`` fill the template of a ZNS. What is not
    urgent waits for the end of the quiet hours.
    """
    message = Message(
        key=key,
        kind=kind,
        language=language_in_use(),
        phone=phone,
        email=email,
        subject=subject,
        body=body,
        short=short_form(subject=subject, body=body, short=short),
        words=dict(words or {}),
        written_at=at,
        due_at=earliest(kind, at),
    )
    if not insert_unless_there(message, "key"):
        return Message.objects.get(key=key)
    if message.due_at <= at:
        send_message.enqueue(message.pk)
    return message
