"""One merchant's objects, changed as Stripe changes them: session, intent, charge, refund."""

import copy
import json
import time
import uuid
from pathlib import Path

from tests.stand_ins.stripe.refusals import Refusal

FIXTURES = json.loads(Path(__file__).with_name("fixtures.json").read_text())["resources"]
PREFIXES = {
    "checkout.session": "cs_test_",
    "payment_intent": "pi_",
    "charge": "ch_",
    "refund": "re_",
    "dispute": "dp_",
    "event": "evt_",
}
SHORTEST, LONGEST = 30 * 60, 24 * 3600


class Account:
    """``announce`` is called with every event; ``address`` is where the hosted pages live."""

    def __init__(self, *, address, version, announce):
        self.address, self.version, self.announce = address, version, announce
        self.objects = {}
        self.acts = {
            ("POST", "/v1/checkout/sessions"): self._open_session,
            ("POST", "/v1/checkout/sessions/{session}/expire"): self._expire_session,
            ("POST", "/v1/refunds"): self._refund,
            ("GET", "/v1/refunds"): self._list_refunds,
            ("POST", "/v1/disputes/{dispute}"): self._argue,
            ("GET", "/v1/events"): self._list_events,
        }

    def act(self, method, path, ids, params):
        """Do what was asked and return the object that Stripe would reply with."""
        if act := self.acts.get((method, path)):
            return act(ids, params)
        if method == "GET" and ids:
            return self.found(*ids.values())
        raise Refusal(f"This stand-in does not play {method} {path}", status=501)

    def found(self, name):
        if name not in self.objects:
            raise Refusal(f"No such object: '{name}'", code="resource_missing", status=404)
        return self.objects[name]

    # What the shopper and the shopper's bank do -------------------------------------------------
    def pay(self, session, *, at_once=True):
        """Finish the hosted page; without ``at_once`` the money is only promised."""
        session = self._still_open(session)
        session["status"] = "complete"
        if at_once:
            self._take_money(session)
        self._say("checkout.session.completed", session)

    def clear(self, session, *, paid=True):
        """What was promised arrives after all, or does not."""
        session = self.found(session)
        if paid:
            self._take_money(session)
        outcome = "succeeded" if paid else "failed"
        self._say(f"checkout.session.async_payment_{outcome}", session)

    def dispute(self, charge):
        charge = self.found(charge)
        charge["disputed"] = True
        dispute = self._new(
            "dispute",
            amount=charge["amount"],
            currency=charge["currency"],
            charge=charge["id"],
            payment_intent=charge["payment_intent"],
            status="needs_response",
        )
        self._say("charge.dispute.created", dispute)

    # What the merchant asks for -----------------------------------------------------------------
    def _open_session(self, _, params):
        (item,) = params["line_items"]
        total = item["quantity"] * item["price_data"]["unit_amount"]
        closes = params.get("expires_at", int(time.time()) + LONGEST)
        if not SHORTEST <= closes - time.time() <= LONGEST:
            raise Refusal("`expires_at` is 30 minutes to 24 hours ahead.", param="expires_at")
        if total > 99_999_999:
            raise Refusal("Amount must be no more than 99,999,999", code="amount_too_large")
        session = self._new(
            "checkout.session",
            mode=params["mode"],
            status="open",
            payment_status="unpaid",
            payment_intent=None,
            amount_total=total,
            amount_subtotal=total,
            currency=item["price_data"]["currency"],
            client_reference_id=params.get("client_reference_id"),
            metadata=params.get("metadata", {}),
            success_url=params["success_url"],
            cancel_url=params["cancel_url"],
            expires_at=closes,
            _intent_metadata=params.get("payment_intent_data", {}).get("metadata", {}),
        )
        session["url"] = f"{self.address}/pay/{session['id']}"
        return session

    def _expire_session(self, ids, _):
        session = self._still_open(ids["session"])
        session["status"] = "expired"
        self._say("checkout.session.expired", session)
        return session

    def _refund(self, _, params):
        charge = self._charge_of(params)
        left = charge["amount"] - charge["amount_refunded"]
        amount = params.get("amount", left)
        if left == 0:
            raise Refusal(f"{charge['id']} has been refunded.", code="charge_already_refunded")
        if amount > left:
            raise Refusal(
                f"Refund ({amount}) is greater than what is left ({left})", param="amount"
            )
        charge["amount_refunded"] += amount
        charge["refunded"] = amount == left
        refund = self._new(
            "refund",
            amount=amount,
            currency=charge["currency"],
            charge=charge["id"],
            payment_intent=charge["payment_intent"],
            status="succeeded",
            reason=params.get("reason"),
            metadata=params.get("metadata", {}),
        )
        self._say("refund.created", refund)
        self._say("charge.refunded", charge)
        return refund

    def _list_refunds(self, _, params):
        intent = params.get("payment_intent")
        refunds = [one for one in self.objects.values() if one["object"] == "refund"]
        chosen = [one for one in reversed(refunds) if intent in {None, one["payment_intent"]}]
        return _page("/v1/refunds", chosen, params)

    def _argue(self, ids, params):
        dispute = self.found(ids["dispute"])
        dispute["evidence"] |= params.get("evidence", {})
        if params.get("submit"):
            dispute["status"] = "under_review"
        self._say("charge.dispute.updated", dispute)
        return dispute

    def _list_events(self, _, params):
        wanted = params.get("type")
        events = [one for one in self.objects.values() if one["object"] == "event"]
        chosen = [one for one in reversed(events) if wanted in {None, one["type"]}]
        return _page("/v1/events", chosen, params)

    # How it is kept -----------------------------------------------------------------------------
    def _new(self, kind, **values):
        name = PREFIXES[kind] + uuid.uuid4().hex[:24]
        fixture = copy.deepcopy(FIXTURES.get(kind, {"object": kind}))
        self.objects[name] = fixture | {"id": name, "created": int(time.time())} | values
        return self.objects[name]

    def _still_open(self, session):
        session = self.found(session)
        if session["status"] != "open":
            raise Refusal('Only Checkout Sessions with a status in ["open"] can change.')
        return session

    def _take_money(self, session):
        shared = {
            "amount": session["amount_total"],
            "currency": session["currency"],
            "metadata": session["_intent_metadata"],
            "status": "succeeded",
        }
        intent = self._new("payment_intent", **shared, amount_received=shared["amount"])
        charge = self._new(
            "charge",
            **shared,
            payment_intent=intent["id"],
            paid=True,
            captured=True,
            amount_captured=shared["amount"],
            amount_refunded=0,
            refunded=False,
        )
        intent["latest_charge"] = charge["id"]
        session |= {"payment_status": "paid", "payment_intent": intent["id"]}
        self._say("payment_intent.succeeded", intent)

    def _charge_of(self, params):
        if "payment_intent" in params:
            return self.found(self.found(params["payment_intent"])["latest_charge"])
        return self.found(params["charge"])

    def _say(self, name, about):
        event = self._new(
            "event",
            type=name,
            api_version=self.version,
            livemode=False,
            pending_webhooks=1,
            request={"id": None, "idempotency_key": None},
            data={"object": copy.deepcopy(shown(about))},
        )
        self.announce(event)


def _page(url, chosen, params):
    limit = params.get("limit", 10)
    more = len(chosen) > limit
    return {"object": "list", "url": url, "has_more": more, "data": chosen[:limit]}


def shown(thing):
    """An object without what the stand-in keeps for itself."""
    return {key: value for key, value in thing.items() if not key.startswith("_")}
