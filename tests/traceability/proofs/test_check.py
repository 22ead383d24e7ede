"""A proof file convinces whoever has the log's key, and one byte that differs is refused."""

from __future__ import annotations

import json

import pytest

from tests.traceability.proofs import table
from traceability.proofs.check import REASONS, Refused, Stood, check, read_keys
from traceability.proofs.file import Unreadable, read_file

KEYS = read_keys(table.KEYS)
CASES = list(table.cases())


def verdict(written, keys=KEYS):
    try:
        check(read_file(written), keys)
    except Unreadable:
        return "unreadable"
    except Refused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(("name", "written", "reason"), CASES, ids=[case[0] for case in CASES])
def test_each_fault_is_refused_with_its_own_reason(name, written, reason):
    assert verdict(written) == reason


def test_every_reason_is_among_the_cases():
    assert {reason for _name, _written, reason in CASES} == {None, *REASONS}


def test_a_whole_file_tells_its_facts_and_who_stands_by_them():
    proved = check(read_file(json.dumps(table.whole())), KEYS)

    assert [fact.entry.kind for fact in proved.facts] == [
        "event",
        "event",
        "document",
        "recognition",
    ]
    assert [fact.row is None for fact in proved.facts] == [False, True, False, False]
    assert proved.facts[0].stood == (
        Stood("producer", "HTX Mẫu", True, "self_declared", table.SAID),
        Stood("laboratory", "Phòng thử nghiệm mẫu", False, "laboratory", table.SAID),
    )
    assert [one.name for one in proved.witnesses] == ["chung.example"]


def test_who_knows_another_key_is_not_convinced():
    written = json.dumps(table.whole())

    assert verdict(written, read_keys([str(table.THIEF.verifier)])) == "wrong_key"


def test_who_does_not_know_the_witness_is_convinced_by_the_log_alone():
    proved = check(read_file(json.dumps(table.whole())), KEYS[:1])

    assert proved.witnesses == ()
