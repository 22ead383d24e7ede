"""What Stripe's events and sessions mean to us, read as plain JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketplace.payments.gateways import envelope
from marketplace.payments.gateways.contract import Kind, Notice

SESSION_EVENTS = {
    "checkout.session.completed": Kind.PAID,
    "checkout.session.async_payment_succeeded": Kind.PAID,
    "checkout.session.async_payment_failed": Kind.FAILED,
    "checkout.session.expired": Kind.EXPIRED,
}

DISPUTE_EVENTS = {
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
}
DISPUTE_OUTCOMES = {
    "won": Kind.DISPUTE_WON,
    "warning_closed": Kind.DISPUTE_WON,
    "lost": Kind.DISPUTE_LOST,
}

REFUND_EVENTS = {"refund.created", "refund.updated", "refund.failed"}
REFUND_OUTCOMES = {
    "succeeded": Kind.REFUNDED,
    "failed": Kind.REFUND_FAILED,
    "canceled": Kind.REFUND_FAILED,
}


def from_event(event: Mapping[str, Any]) -> Notice:
    """The news in an event; a session completed but not yet paid is no news."""
    name, at = envelope.words(event, "type"), envelope.moment(event, "created")
    external_id = envelope.identity(event, "id")
    about = envelope.inner(envelope.inner(event, "data"), "object")
    kind = SESSION_EVENTS.get(name, Kind.IGNORED)
    if kind is Kind.PAID and about.get("payment_status") != "paid":
        kind = Kind.IGNORED
    if kind is not Kind.IGNORED:
        return _about_session(about, external_id=external_id, kind=kind, at=at)
    if name == "charge.refunded":
        return _about_refunds(about, external_id=external_id, at=at)
    if name in REFUND_EVENTS:
        return _about_one_refund(about, external_id=external_id, at=at)
    if name in DISPUTE_EVENTS:
        return _about_dispute(about, external_id=external_id, at=at)
    return Notice(
        external_id=external_id, reference="", amount=0, currency="", kind=kind, paid_at=at
    )


def from_session(session: Mapping[str, Any], *, at: datetime) -> Notice | None:
    """How a session stands at ``at``; ``None`` while it is open or its payment under way."""
    if session.get("payment_status") == "paid":
        kind = Kind.PAID
    elif session.get("status") == "expired":
        kind = Kind.EXPIRED
    else:
        return None
    external_id = f"{envelope.identity(session, 'id')}:{kind}"
    return _about_session(session, external_id=external_id, kind=kind, at=at)


def _about_session(
    session: Mapping[str, Any], *, external_id: str, kind: Kind, at: datetime
) -> Notice:
    return Notice(
        external_id=external_id,
        reference=envelope.words(session, "client_reference_id"),
        amount=envelope.money(session, "amount_total"),
        currency=envelope.words(session, "currency").upper(),
        kind=kind,
        paid_at=at,
    )


def _about_refunds(charge: Mapping[str, Any], *, external_id: str, at: datetime) -> Notice:
    return Notice(
        external_id=external_id,
        reference=envelope.words(envelope.inner(charge, "metadata"), "reference"),
        amount=envelope.money(charge, "amount_refunded"),
        currency=envelope.words(charge, "currency").upper(),
        kind=Kind.REFUNDED,
        paid_at=at,
    )


def _about_one_refund(refund: Mapping[str, Any], *, external_id: str, at: datetime) -> Notice:
    """One of ours by the key we wrote on it; one that somebody gave by hand there is no news."""
    key = envelope.words(envelope.inner(refund, "metadata"), "key")
    kind = REFUND_OUTCOMES.get(envelope.words(refund, "status"), Kind.IGNORED)
    return Notice(
        external_id=external_id,
        reference="",
        amount=envelope.money(refund, "amount"),
        currency=envelope.words(refund, "currency").upper(),
        kind=kind if key else Kind.IGNORED,
        paid_at=at,
        refund_key=key,
    )


def _about_dispute(about: Mapping[str, Any], *, external_id: str, at: datetime) -> Notice:
    """A dispute as it stands: open until it says won or lost, in whatever order that is heard.

    It names Stripe's payment, not ours: :meth:`Card.reference_of` asks whose that is.
    """
    details = envelope.inner(about, "evidence_details")
    has_end = details.get("due_by") is not None
    return Notice(
        external_id=external_id,
        reference="",
        amount=envelope.money(about, "amount"),
        currency=envelope.words(about, "currency").upper(),
        kind=DISPUTE_OUTCOMES.get(envelope.words(about, "status"), Kind.DISPUTED),
        paid_at=at,
        text=envelope.words(about, "reason"),
        dispute=envelope.identity(about, "id"),
        due_at=envelope.moment(details, "due_by") if has_end else None,
        paid_under=envelope.identity(about, "payment_intent"),
    )
