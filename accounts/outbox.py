"""Telling people things: a row in the same transaction as the fact, sent by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Message
from accounts.tasks import send_message

if TYPE_CHECKING:
    from datetime import datetime


def tell(*, key: str, phone: str, email: str, subject: str, body: str, at: datetime) -> Message:
    """Write a message and ask the worker to send it; a second call with the same ``key`` is quiet.

    Both the row and the task stand or fall with the transaction around them.
    """
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "phone": phone,
            "email": email,
            "subject": subject,
            "body": body,
            "written_at": at,
        },
    )
    if is_new:
        send_message.enqueue(message.pk)
    return message
