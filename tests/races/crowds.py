"""Many people at once: each with a connection of their own, all let go at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

AT_ONCE = 40
"""Connections in use together; the throw-away PostgreSQL has 150."""


def rush(people, act):
    """Let each of the people act, forty at a time, and count what they came back with.

    An exception counts under its class: nobody's failure is lost.
    """
    start = Barrier(AT_ONCE)
    first = set(range(AT_ONCE))

    def go(number, person):
        try:
            if number in first:
                start.wait(timeout=30)
            return act(person)
        except Exception as failure:  # noqa: BLE001 (whatever it is, it is counted)
            return type(failure)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        return Counter(crowd.map(go, range(len(people)), people))
