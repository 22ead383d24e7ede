"""Cards, through Stripe's hosted Checkout: no card number ever reaches us.

Đồng have no smaller unit at Stripe, so amounts travel as they are. What Stripe sends is read as
plain JSON once its signature holds; what it is asked goes through its own SDK, ten seconds at
most and one more try, under an idempotency key derived from our reference.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import stripe
from stripe.params import DisputeUpdateParamsEvidence
from stripe.params.checkout import SessionCreateParams

from marketplace.payments.gateways import card_notices, envelope
from marketplace.payments.gateways.contract import (
    Answer,
    Capabilities,
    Charge,
    Heard,
    Notice,
    Refund,
    Refused,
    Start,
    Unavailable,
    Unreadable,
)

MOST_REFUNDS = 100  # a page of Stripe's lists; no order of ours has so many parts
REFUND_STATES = {"succeeded": True, "pending": False, "requires_action": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``key`` is Stripe's secret key, ``secrets`` what it signs notices with."""

    key: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    api: str = "https://api.stripe.com"
    patience: float = 10
    speaks_by_get: bool = False

    @property
    def capabilities(self) -> Capabilities:
        """Stripe takes half a US dollar to eight digits, and keeps a session half an hour open."""
        return Capabilities(
            query=True,
            refund=True,
            partial_refund=True,
            least=15_000,
            most=99_999_999,
            shortest_hold=timedelta(minutes=31),
        )

    def start(self, charge: Charge) -> Start:
        with _refusals_told():
            session = self._client.v1.checkout.sessions.create(
                params=_session_asked(charge),
                options={"idempotency_key": f"charge:{charge.reference}"},
            )
        if not session.url:
            raise Refused("the session has no address")
        return Start(external_id=session.id, redirect_url=session.url)

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        parts = [
            part.strip().partition("=")[::2]
            for part in envelope.header(headers, "Stripe-Signature").split(",")
        ]
        event = envelope.open_sealed(
            body,
            stamp=dict(parts).get("t", ""),
            signatures=[value for name, value in parts if name == "v1"],
            secrets=self.secrets,
            at=at,
        )
        return card_notices.from_event(event)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        return envelope.reply({"received": heard.is_kept}, status=heard.status)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        try:
            return card_notices.from_session(self._session(external_id), at=at)
        except Unreadable as problem:
            raise Unavailable(str(problem)) from problem

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,  # noqa: ARG002 - our key is enough
        is_again: bool = False,  # noqa: ARG002 - it is looked for every time
    ) -> Refund:
        intent = self._session(external_id).get("payment_intent")
        if not intent:
            raise Refused("nothing was paid")
        given = self._given(intent, key) or self._give(intent, amount, key)
        if given["amount"] != amount:
            raise Refused("this key gave another sum back")
        if given["status"] not in REFUND_STATES:
            raise Refused(f"the refund is {given['status']}")
        return Refund(
            external_id=given["id"], amount=amount, settled=REFUND_STATES[given["status"]]
        )

    def contest(self, *, dispute: str, words: Mapping[str, str]) -> None:
        """``words`` are the fields of https://docs.stripe.com/api/disputes/evidence_object."""
        fields = cast("DisputeUpdateParamsEvidence", dict(words))
        with _refusals_told():
            self._client.v1.disputes.update(dispute, {"evidence": fields, "submit": True})

    def reference_of(self, paid_under: str) -> str:
        """A dispute names a payment intent; our reference is written on that."""
        with _refusals_told():
            intent = self._client.v1.payment_intents.retrieve(paid_under).to_dict()
        return envelope.words(envelope.inner(intent, "metadata"), "reference")

    def _given(self, intent: str, key: str) -> dict[str, Any] | None:
        """The refund of that key, if there is one.

        Stripe forgets idempotency keys after a day (https://docs.stripe.com/api/idempotent_requests),
        and we may ask later than that: the key is written on the refund itself.
        """
        with _refusals_told():
            found = self._client.v1.refunds.list(
                params={"payment_intent": intent, "limit": MOST_REFUNDS}
            )
        rows: list[dict[str, Any]] = [refund.to_dict() for refund in found.data]
        return next((one for one in rows if (one.get("metadata") or {}).get("key") == key), None)

    def _give(self, intent: str, amount: int, key: str) -> dict[str, Any]:
        with _refusals_told():
            refund = self._client.v1.refunds.create(
                params={"payment_intent": intent, "amount": amount, "metadata": {"key": key}},
                options={"idempotency_key": f"refund:{key}"},
            )
        told: dict[str, Any] = refund.to_dict()
        return told

    @property
    def _client(self) -> stripe.StripeClient:
        return _client(self.key, self.api, self.patience)

    def _session(self, external_id: str) -> dict[str, Any]:
        with _refusals_told():
            session: dict[str, Any] = self._client.v1.checkout.sessions.retrieve(
                external_id
            ).to_dict()
        return session


@cache
def _client(key: str, api: str, patience: float) -> stripe.StripeClient:
    """One client a key, so that connections are kept open between calls."""
    return stripe.StripeClient(
        key,
        base_addresses={"api": api},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=patience),
    )


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Stripe's failures in our two words: it said no, or we do not know."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError) as problem:
        raise Unavailable(str(problem)) from problem
    except stripe.StripeError as problem:
        raise Refused(str(problem)) from problem


def _session_asked(charge: Charge) -> SessionCreateParams:
    known_by = {"reference": charge.reference}
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "vnd",
                    "unit_amount": charge.amount,
                    "product_data": {"name": charge.description},
                },
            }
        ],
        "client_reference_id": charge.reference,
        "metadata": known_by,
        "payment_intent_data": {"metadata": known_by},
        "success_url": charge.return_url,
        "cancel_url": charge.cancel_url,
        "expires_at": int(charge.expires_at.timestamp()),
    }
