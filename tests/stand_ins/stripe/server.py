"""The stand-in on a port of loopback, and what a test may do to it that Stripe would not allow."""

import contextlib
import copy
import threading
from http.server import ThreadingHTTPServer

from tests.stand_ins.stripe.account import Account, shown
from tests.stand_ins.stripe.notices import Courier
from tests.stand_ins.stripe.openapi import OpenAPI
from tests.stand_ins.stripe.refusals import Refusal
from tests.stand_ins.stripe.window import Window


class Stripe:
    """What a test holds: the account, the courier, and ways to make the network misbehave."""

    def __init__(self, *, port=0):
        self.openapi, self.courier = OpenAPI(), Courier()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Window)
        self.server.daemon_threads, self.server.stripe = True, self
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.events, self.requests, self.replies_to_lose = [], [], 0
        self.account = Account(
            address=self.address, version=self.openapi.version, announce=self._announce
        )
        self._remembered, self._lock = {}, threading.RLock()

    def ask(self, method, path, pairs, headers):
        """One API request: the reply and its extra headers, or a ``Refusal``."""
        if not headers.get("Authorization", "").startswith("Bearer sk_test_"):
            raise Refusal("Invalid API Key provided", status=401)
        route, ids, params = self.openapi.admit(method, path, pairs)
        key = headers.get("Idempotency-Key") if method == "POST" else None
        with self._lock:
            self.requests.append((method, path, params, key))
            if key in self._remembered:
                return self._replayed(key, (path, params)), {"Idempotent-Replayed": "true"}
            reply = copy.deepcopy(shown(self.account.act(method, route.path, ids, params)))
            if key:
                self._remembered[key] = ((path, params), reply)
            return reply, {}

    def shop(self, session, act):
        """The shopper presses a button of the hosted page; where the browser goes next."""
        with self._lock:
            opened = self.account.found(session)
            if act == "pay":
                self.account.pay(session)
            url = opened["success_url" if act == "pay" else "cancel_url"]
        return url.replace("{CHECKOUT_SESSION_ID}", session)

    def _replayed(self, key, asked):
        first_asked, reply = self._remembered[key]
        if first_asked != asked:
            raise Refusal("Keys are for the same parameters only.", kind="idempotency_error")
        return reply

    def _announce(self, event):
        self.events.append(event)
        self.courier.send(event)


@contextlib.contextmanager
def running(*, port=0):
    """A stand-in that answers until the block ends."""
    stripe = Stripe(port=port)
    thread = threading.Thread(target=stripe.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stripe
    finally:
        stripe.server.shutdown()
        stripe.server.server_close()
        thread.join()
