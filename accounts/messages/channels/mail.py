"""E-mail through Django's mail back end."""

from __future__ import annotations

from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import EmailMessage, get_connection

from accounts.messages.channels.contract import (
    Letter,
    Receipt,
    Refused,
    Unanswered,
    Unavailable,
    Unreadable,
    Verdict,
)

SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """``sender`` as it stands in From, ``site`` the host that Message-IDs are made under.

    ``backend`` is a path, Django's setting when empty; ``server`` are pairs of what it is told.

    A mail server does not know a letter again: what may have been taken is not sent once more. The
    Message-ID is the reference, so that programmes which look at it show one letter once.
    """

    sender: str
    site: str
    backend: str = ""
    server: tuple[tuple[str, Any], ...] = field(default=(), repr=False)

    knows_again: bool = False

    def can_carry(self, letter: Letter) -> bool:
        return bool(letter.email)

    def send(self, letter: Letter) -> Receipt:
        connection = get_connection(self.backend or None, timeout=SECONDS, **dict(self.server))
        try:
            connection.open()
        except (OSError, SMTPException) as failure:
            raise Unavailable("no mail server") from failure
        message = self._message(letter)
        message.connection = connection
        try:
            message.send()
        except (SMTPRecipientsRefused, SMTPSenderRefused, ValueError) as failure:
            raise Refused("not taken") from failure
        except (OSError, SMTPException) as failure:
            raise Unanswered("no answer") from failure
        finally:
            _close(connection)
        return Receipt(self._id(letter))

    def read(self, *, body: bytes) -> Verdict:  # noqa: ARG002 (the contract's signature)
        """Mail servers report by mail, which nobody reads here."""
        raise Unreadable("no reports")

    def _id(self, letter: Letter) -> str:
        return f"<{letter.reference}@{self.site}>"

    def _message(self, letter: Letter) -> EmailMessage:
        headers = {
            "Message-ID": self._id(letter),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        }
        if letter.leave_url:
            headers["List-Unsubscribe"] = f"<{letter.leave_url}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        subject = " ".join(letter.subject.split())
        return EmailMessage(subject, letter.body, self.sender, [letter.email], headers=headers)


def _close(connection: object) -> None:
    """A goodbye that is not heard changes nothing."""
    try:
        connection.close()  # type: ignore[attr-defined]  # every back end has it
    except (OSError, SMTPException):
        return
