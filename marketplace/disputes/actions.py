"""Answering a dispute: our evidence goes to the gateway, and is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from marketplace.disputes import evidence
from marketplace.payments import registry
from marketplace.payments.actions import disputing
from marketplace.payments.gateways.contract import Contester, Refused, Unavailable

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.payments.models import Dispute


class NotAnswered(Exception):
    """The evidence did not get there; the message says what now."""


def answer_dispute(*, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """Send what we can show, under a key of its own; sent twice, it is there once.

    The network is spoken to outside transactions. Raises :class:`NotAnswered`.
    """
    if not dispute.is_open:
        raise NotAnswered(_("Tranh chấp này đã có kết quả."))
    gateway = _contester(dispute)
    try:
        gateway.contest(dispute=dispute.external_id, words=evidence.words(dispute))
    except Refused as problem:
        raise NotAnswered(_("Cổng không nhận bằng chứng; hãy gửi ở trang của cổng.")) from problem
    except Unavailable as problem:
        raise NotAnswered(_("Chưa nối được với cổng; xin thử lại.")) from problem
    return disputing.note_answered(dispute=dispute, by=by, at=at)


def takes_evidence(dispute: Dispute) -> bool:
    """Whether its gateway can be sent evidence from here."""
    try:
        return isinstance(registry.gateway(dispute.payment.gateway), Contester)
    except registry.UnknownGateway:
        return False


def _contester(dispute: Dispute) -> Contester:
    if takes_evidence(dispute):
        gateway = registry.gateway(dispute.payment.gateway)
        assert isinstance(gateway, Contester)  # noqa: S101 (takes_evidence asked)
        return gateway
    raise NotAnswered(_("Cổng này không nhận bằng chứng từ đây; hãy tải tệp và gửi cho họ."))
