"""Whether a page looks at what it was sent."""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from unittest.mock import patch

from django.http import QueryDict

WAYS_TO_READ = (
    *("__getitem__", "__contains__", "__iter__", "__len__", "get", "getlist", "keys", "values"),
    *("items", "lists", "dict", "copy", "urlencode", "__copy__", "__deepcopy__"),
)
BOX_ABOVE = [("get", "q"), ("__getitem__", "q")]
"""The search box of every page, which repeats what was looked for."""
NO_FORMAT = [("get", None), ("__getitem__", None)]
"""The interface for programs looks for a format, under no name: it offers none."""


@contextmanager
def listening():
    """What is read, and how, of a query or a form, once it is whole."""
    heard = []

    def ear(name):
        reads = getattr(QueryDict, name)

        @wraps(reads)
        def listens(self, *args):
            if not self._mutable:
                heard.append((name, *args[:1]))
            return reads(self, *args)

        return listens

    with patch.multiple(QueryDict, **{name: ear(name) for name in WAYS_TO_READ}):
        yield heard


def has_read(heard):
    """Whether a page has read more than what every page reads."""
    return any(heard[at : at + 2] not in (BOX_ABOVE, NO_FORMAT) for at in range(0, len(heard), 2))
