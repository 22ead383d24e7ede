"""A log too large to be looked at whole is worked out in portions, with the same result."""

from __future__ import annotations

import pytest

from tests.factories import MIDDAY
from tests.traceability.behind import alter
from tests.traceability.test_log import many_leaves
from traceability.actions import log
from traceability.merkle import tiles
from traceability.merkle.hashing import leaf_hash
from traceability.queries import log_audit
from traceability.queries.log_audit import findings


@pytest.mark.django_db
def test_a_log_of_many_tiles_is_worked_out_in_portions(monkeypatch):
    """Facts of no table, so that only the tree is asked about."""
    monkeypatch.setattr(log_audit, "PORTION", 100)
    many_leaves(1_030)
    log.sign_checkpoint(at=MIDDAY)
    alter("DELETE FROM traceability_logtile WHERE number = 1")

    told = [(row, what) for row, what in findings() if not row.startswith("document")]

    assert told == [("tile 0/1", "is missing")]


def test_tiles_worked_out_in_portions_are_those_worked_out_at_once():
    leaves = [leaf_hash(str(number).encode()) for number in range(66_000)]
    edge, portions = log_audit._Edge(), []

    for start in range(0, len(leaves), 1_000):
        portions += edge.filled(start, leaves[start : start + 1_000])

    at_once = tiles.filled(0, leaves, lambda *_nowhere: [])
    assert sorted(portions, key=where) == sorted(at_once, key=where)


def where(full):
    return full.level, full.index
