"""Background work in tests: done at once."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend

TALKS_TO_OTHERS = {"accounts.tasks.send_message"}
"""What refuses to run inside a transaction, as a worker never does."""


class AtOnce(ImmediateBackend):
    """In the transaction that asks for it; what talks to others as soon as that is committed."""

    def enqueue(self, task, args, kwargs):
        run = partial(super().enqueue, task, args, kwargs)
        if task.module_path in TALKS_TO_OTHERS and transaction.get_connection().in_atomic_block:
            transaction.on_commit(run, robust=True)
            return None
        return run()
