"""Many people at once, on twenty connections that are let go at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from threading import Barrier

from django.db import connection

AT_ONCE = 20
"""Connections in use together; the throw-away PostgreSQL has 150."""


def rush(people, act):
    """Let each of the people act, twenty at a time, and count what they came back with.

    An exception counts under its class: nobody's failure is lost.
    """
    people = list(people)
    start = Barrier(min(AT_ONCE, len(people)))

    def go(first):
        start.wait(timeout=30)
        try:
            return [_outcome(act, person) for person in people[first::AT_ONCE]]
        finally:
            connection.close()

    with ThreadPoolExecutor(start.parties) as crowd:
        return Counter(chain.from_iterable(crowd.map(go, range(start.parties))))


def _outcome(act, person):
    try:
        return act(person)
    except Exception as failure:  # noqa: BLE001 (whatever it is, it is counted)
        return type(failure)
