"""Events as Stripe sends them: signed, one after another, from a thread of their own."""

import hashlib
import hmac
import json
import queue
import threading
import time
import urllib.error
import urllib.request


def seal(body, *, secret, at, retired_secret=None):
    """The headers of a body signed at ``at`` (seconds); with two secrets while one is retired."""
    signatures = [
        "v1=" + hmac.new(key.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
        for key in (retired_secret, secret)
        if key
    ]
    stamped = ",".join([f"t={at}", *signatures, "v0=" + "0" * 64])
    return {"Content-Type": "application/json", "Stripe-Signature": stamped}


class Courier:
    """Delivers events to every hook; ``codes`` are the answers, in the order they came."""

    def __init__(self):
        self.hooks = []
        self.codes = []
        self._waiting = queue.Queue()
        threading.Thread(target=self._deliver_all, daemon=True).start()

    def send(self, event, *, age=0, forged=False):
        body, at = json.dumps(event).encode(), int(time.time()) - age
        for url, secret in self.hooks:
            headers = seal(body, secret="not the secret" if forged else secret, at=at)
            self._waiting.put((url, body, headers))

    def wait(self):
        """Return once everything sent so far was answered."""
        self._waiting.join()

    def _deliver_all(self):
        while True:
            url, body, headers = self._waiting.get()
            self.codes.append(_post(url, body, headers))
            self._waiting.task_done()


def _post(url, body, headers):
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:
            return reply.status
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code
    except OSError:
        return 0
