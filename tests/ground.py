"""What is written once and stands for many tests, and is gone after them."""

from __future__ import annotations

from django.db import transaction


def laid(blocker):
    """A transaction that is never kept, open until it is asked again."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own: a durable transaction may begin inside
    with blocker.unblock():
        around.__enter__()
    yield blocker.unblock
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
