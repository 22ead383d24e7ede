"""A proof in a file says the same tomorrow, offline, to whoever has the keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from traceability.merkle import tree
from traceability.merkle.checkpoint import Checkpoint
from traceability.merkle.hashing import leaf_hash, levels
from traceability.merkle.keys import WITNESS, new_key
from traceability.merkle.notes import Note, NotSigned
from traceability.merkle.proof import NotAProofFile, Proof, read_proof
from traceability.merkle.tree import NotProved

LOG, OTHER = new_key("chogoc.example/log"), new_key("chogoc.example/log")
SEEN_BY = new_key("nhan-chung.example", kind=WITNESS)
ENTRIES = [f"event - ni:///sha-256;{number} -".encode() for number in range(11)]
KEYS = [LOG.verifier, SEEN_BY.verifier]


def prove(index=4, *, keys=(LOG,), entries=ENTRIES, origin="chogoc.example/log"):
    leaves = [leaf_hash(entry) for entry in entries]
    rows = levels(leaves)
    steps = tree.inclusion(index, len(leaves), lambda level, at: rows[level][at])
    root = tree.root(len(leaves), lambda level, at: rows[level][at])
    note = Note(Checkpoint(origin, len(leaves), root).text).signed(keys)
    return Proof(index, tuple(steps), str(note.signed([SEEN_BY], at=1_700_000_000)), entries[index])


@pytest.mark.parametrize("index", range(11))
def test_a_proof_proves_after_it_was_kept_in_a_file(index):
    proved = read_proof(str(prove(index))).check(KEYS)

    assert (proved.tree.size, proved.tree.origin) == (11, "chogoc.example/log")
    assert [one.name for one in proved.witnesses] == ["nhan-chung.example"]


def test_the_file_is_as_c2sp_writes_it():
    lines = str(prove(0, entries=ENTRIES[:2])).split("\n")

    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ZXZlbnQg")
    assert lines[2] == "index 0"
    assert len(lines[3]) == 44
    assert lines[4:7] == ["", "chogoc.example/log", "2"]
    assert str(Proof(0, (), "cp\n")) == "c2sp.org/tlog-proof@v1\nindex 0\n\ncp\n"


def test_a_leaf_known_otherwise_needs_no_entry_in_the_file():
    bare = replace(prove(), entry=b"")

    assert bare.check(KEYS, leaf=leaf_hash(ENTRIES[4])).tree.size == 11
    with pytest.raises(NotProved):
        bare.check(KEYS)


@pytest.mark.parametrize(
    "altered",
    [
        replace(prove(), entry=ENTRIES[5]),
        replace(prove(), index=5),
        replace(prove(), index=11),
        replace(prove(), steps=prove().steps[:-1]),
        replace(prove(), steps=(*prove().steps, bytes(32))),
        replace(prove(), steps=prove().steps[::-1]),
    ],
    ids=["another entry", "another place", "beyond", "shorter", "longer", "swapped"],
)
def test_an_altered_proof_proves_nothing(altered):
    with pytest.raises(NotProved):
        altered.check(KEYS)


@pytest.mark.parametrize(
    "altered",
    [
        prove(keys=[OTHER]),
        prove(keys=[]),
        prove(origin="other.example/log"),
        replace(prove(), checkpoint=prove().checkpoint.replace("\n11\n", "\n12\n")),
    ],
    ids=["another key", "witness only", "another log", "another size"],
)
def test_a_checkpoint_that_the_log_did_not_sign_proves_nothing(altered):
    with pytest.raises(NotSigned):
        altered.check(KEYS)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "wrong-header\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 007\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + "A" * 86 + "==\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + "a" * 65_536 + "\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + f"{'A' * 43}=\n" * 64 + "\ncheckpoint\n",
        str(prove())[:200],
    ],
)
def test_what_is_no_proof_is_refused(written):
    with pytest.raises(NotAProofFile):
        read_proof(written)


def test_a_proof_cut_short_is_refused():
    written = str(prove())

    for length in range(0, len(written) - 1, 7):
        with pytest.raises((ValueError, NotProved, NotSigned)):
            read_proof(written[:length]).check([LOG.verifier, SEEN_BY.verifier])
