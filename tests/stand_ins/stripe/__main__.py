"""``python -m tests.stand_ins.stripe PORT [HOOK SECRET]``: the stand-in for a browser's journey."""

import sys
import threading

from tests.stand_ins.stripe.server import running

port, *hook = sys.argv[1:]
with running(port=int(port)) as stripe:
    if hook:
        stripe.courier.hooks.append(tuple(hook))
    print(stripe.address, stripe.openapi.version, flush=True)  # noqa: T201 - says where it listens
    threading.Event().wait()
