"""Good and bad proofs, each with the reason for which it is refused: here and in the browser.

All of it is made of one small tree, without a database. Nobody's names are in it.
"""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from hashlib import sha256

from traceability.epcis.hash_id import hash_id, pre_hash
from traceability.merkle import tree
from traceability.merkle.checkpoint import Checkpoint
from traceability.merkle.entry import canonical, digest, entry
from traceability.merkle.hashing import leaf_hash, levels
from traceability.merkle.keys import WITNESS, encode, new_key
from traceability.merkle.notes import Note
from traceability.merkle.proof import Proof
from traceability.proofs.file import Fact, ProofFile, Signed
from traceability.proofs.statement import Statement

ORIGIN = "cho.example/log"
LOG, THIEF = new_key(ORIGIN), new_key(ORIGIN)
WITNESS_KEY = new_key("chung.example", kind=WITNESS)
OWNER, LABORATORY, STRANGER = (new_key(f"cho.example/khoa/{name}") for name in ("a", "b", "c"))
AT = datetime(2026, 10, 12, 5, tzinfo=UTC)
SAID = "2026-10-12T05:00:00.000000Z"
KEYS = [str(LOG.verifier), str(WITNESS_KEY.verifier)]
PRODUCER = 7


def _event(stage="harvest", producer=PRODUCER, kind="ObjectEvent"):
    document = {
        "type": "ObjectEvent",
        "eventTime": "2026-10-11T09:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "quantityList": [{"epcClass": "https://cho.example/t/A/x", "quantity": 12, "uom": "KGM"}],
    }
    known = hash_id(document)
    happened = datetime(2026, 10, 11, 2, tzinfo=UTC)
    row = [known, kind, stage, "commissioning", "", happened, AT, producer, 1, 2]
    row += [None, "self_declared", None, None, None, {**document, "eventID": known}]
    return entry(kind="event", of=known, at=AT, row=digest(row)), pre_hash(document), row


def _paper():
    row = [PRODUCER, None, 2, "test_report", "Phiếu kiểm nghiệm", "Phòng mẫu", "12", None, None]
    row += ["ab" * 32, AT]
    return entry(kind="document", of=f"ni:///sha-256;{'ab' * 32}", at=AT, row=digest(row)), row


def _stars():
    row = [3, 4, "province", "QĐ-1", "Hội đồng mẫu", 2025, None, None, "", ""]
    return entry(kind="recognition", of=f"ni:///sha-256;{digest(row)}", at=AT), row


def _key(role, name, key, producer=None):
    public = str(key.verifier)
    row = [role, name, producer, public, role == "producer", AT]
    named = f"ni:///sha-256;{sha256(public.encode()).hexdigest()}"
    return entry(kind="key", of=named, at=AT, row=digest(row)), row


def _signed(by, key, line, level):
    said = Statement(ORIGIN, line, level, SAID)
    return Signed(by, level, SAID, encode(key.sign(said.text)))


EVENT, TEXT, COLUMNS = _event()
SEALED, _, _ = _event(stage="shipping")
FOREIGN, _, FOREIGN_COLUMNS = _event(producer=PRODUCER + 1)
TWISTED, _, TWISTED_COLUMNS = _event(kind="TransformationEvent")
PAPER, PAPER_COLUMNS = _paper()
STARS, STARS_COLUMNS = _stars()
HELD, HELD_COLUMNS = _key("producer", "HTX Mẫu", OWNER, PRODUCER)
TESTER, TESTER_COLUMNS = _key("laboratory", "Phòng thử nghiệm mẫu", LABORATORY)
LINES = [EVENT, SEALED, PAPER, STARS, HELD, TESTER, FOREIGN, TWISTED]
LINES += [entry(kind="event", of=f"x{n}", at=AT) for n in range(3)]
ROWS = levels([leaf_hash(line.encode()) for line in LINES[:8]])
REST = levels([leaf_hash(line.encode()) for line in LINES[8:10]])
LAST = leaf_hash(LINES[10].encode())


def _node(level, index):
    """Of 11 leaves: eight, two and one."""
    first = index << level
    if first < 8:
        return ROWS[level][index]
    return REST[level][(first - 8) >> level] if first < 10 else LAST


def _note(size, key=LOG):
    said = Checkpoint(ORIGIN, size, tree.root(size, _node))
    note = Note(said.text).signed([key])
    return str(note.signed([WITNESS_KEY], at=1_791_800_000))


def _head(at):
    steps = tree.inclusion(at, len(LINES), _node)
    return str(Proof(at, tuple(steps), "", LINES[at].encode())).partition("\n\n")[0]


def _written(columns):
    return canonical(columns).decode()


def whole():
    """A file that proves all it says."""
    stood = (
        _signed(0, OWNER, EVENT, "self_declared"),
        _signed(1, LABORATORY, EVENT, "laboratory"),
    )
    facts = (
        Fact(_head(0), TEXT, _written(COLUMNS), stood),
        Fact(_head(1)),
        Fact(_head(2), row=_written(PAPER_COLUMNS)),
        Fact(_head(3), row=_written(STARS_COLUMNS)),
    )
    signers = (
        Fact(_head(4), row=_written(HELD_COLUMNS)),
        Fact(_head(5), row=_written(TESTER_COLUMNS)),
    )
    return ProofFile(len(LINES), tuple(KEYS), _note(len(LINES)), facts, signers).as_json()


def cases():
    """Name, file (as JSON text) and why it is refused: None where it is not."""
    yield "as it was saved", json.dumps(whole()), None
    for name, change, reason in CHANGES:
        file = copy.deepcopy(whole())
        change(file)
        yield name, json.dumps(file), reason
    for share in (0.2, 0.6, 0.999):
        written = json.dumps(whole())
        yield f"cut at {share}", written[: int(len(written) * share)], "unreadable"
    yield "nothing", "", "unreadable"
    yield "something else", "[1, 2]", "unreadable"


def _put(path, value):
    """Set a value in the file: a function is given what stands there."""

    def change(file):
        *way, last = path
        for step in way:
            file = file[step]
        file[last] = value(file[last]) if callable(value) else value

    return change


def flipped(text, at):
    """One character another one, of the same kind."""
    other = {"A": "B", "a": "b", "1": "2"}.get(text[at], "A" if text[at].isupper() else "1")
    return text[:at] + other + text[at + 1 :]


def _swap(file):
    first, third = file["facts"][0], file["facts"][2]
    first["proof"], third["proof"] = third["proof"], first["proof"]


def _drop_step(head):
    return head.rpartition("\n")[0]


def _other_step(head):
    start, _, _last = head.rpartition("\n")
    return f"{start}\n{encode(bytes(32))}"


def _stronger(file):
    """The laboratory's word taken for the council's."""
    file["facts"][0]["signed"][1]["level"] = "council"


def _by_a_stranger(file):
    forged = _signed(1, STRANGER, EVENT, "laboratory").as_json()
    file["facts"][0]["signed"][1] = forged


def _for_another(file):
    """A signature moved from the fact that was signed to one that was not."""
    file["facts"][2]["signed"] = [file["facts"][0]["signed"][1]]


def _under_anothers(file):
    """A producer's key, rightly used, under a fact of another producer's."""
    signed = (_signed(0, OWNER, FOREIGN, "self_declared"),)
    file["facts"][0] = Fact(_head(6), TEXT, _written(FOREIGN_COLUMNS), signed).as_json()


def _twisted(file):
    """A log that wrote columns and text that speak of two things."""
    file["facts"][0] = Fact(_head(7), TEXT, _written(TWISTED_COLUMNS)).as_json()


def _beyond_office(file):
    file["facts"][0]["signed"] = [_signed(1, LABORATORY, EVENT, "council").as_json()]


def _entry_of(line):
    return f"extra {encode(line.encode())}"


def _another_entry(head):
    return head.replace(_entry_of(EVENT), _entry_of(EVENT.replace("05:00:00", "04:00:00")))


CHECKPOINT, FACT = ("checkpoint",), ("facts", 0)
CHANGES = [
    ("another format", _put(("format",), "chogoc.proof/2"), "unreadable"),
    ("no facts", _put(("facts",), []), "unreadable"),
    ("another log's key", _put(CHECKPOINT, lambda _: _note(len(LINES), key=THIEF)), "wrong_key"),
    ("another log", _put(CHECKPOINT, lambda said: said.replace("cho.", "la.", 1)), "wrong_key"),
    (
        "a signature line less",
        _put(CHECKPOINT, lambda said: said.rpartition("— cho.")[0] + "\n"),
        "unreadable",
    ),
    (
        "another root",
        _put(CHECKPOINT, lambda said: flipped(said, said.index("\n11\n") + 6)),
        "signature",
    ),
    (
        "another signature",
        _put(CHECKPOINT, lambda said: flipped(said, said.index("— cho.") + 40)),
        "signature",
    ),
    (
        "a witness's line altered",
        _put(CHECKPOINT, lambda said: flipped(said, len(said) - 20)),
        "signature",
    ),
    ("another size", _put(CHECKPOINT, lambda said: said.replace("\n11\n", "\n12\n")), "signature"),
    ("an older checkpoint", _put(CHECKPOINT, lambda _: _note(8)), "stale"),
    (
        "an older checkpoint, said to be right",
        lambda file: (_put(CHECKPOINT, _note(8))(file), _put(("size",), 8)(file)),
        "place",
    ),
    (
        "signed before the line",
        lambda file: (
            _put(CHECKPOINT, _note(2))(file),
            _put(("size",), 2)(file),
            _put(("signers",), [])(file),
            _put(("facts",), file["facts"][2:])(file),
        ),
        "stale",
    ),
    ("swapped leaves", _swap, "row"),
    ("a leaf altered", _put((*FACT, "proof"), _another_entry), "place"),
    (
        "another place",
        _put((*FACT, "proof"), lambda said: said.replace("index 0", "index 1")),
        "place",
    ),
    ("a step less", _put((*FACT, "proof"), _drop_step), "place"),
    ("another step", _put((*FACT, "proof"), _other_step), "place"),
    ("half a step", _put((*FACT, "proof"), lambda said: said[:-9]), "unreadable"),
    (
        "an index that is no number",
        _put((*FACT, "proof"), lambda said: said.replace("index 0", "index 00")),
        "unreadable",
    ),
    (
        "an event's text altered",
        _put((*FACT, "text"), lambda said: said.replace("=12", "=13")),
        "text",
    ),
    ("an event's text left out", lambda file: file["facts"][0].pop("text"), "text"),
    (
        "an event's columns altered",
        _put((*FACT, "row"), lambda said: said.replace("self_declared", "laboratory")),
        "row",
    ),
    ("an event's columns left out", lambda file: file["facts"][0].pop("row"), "unreadable"),
    (
        "another day",
        _put((*FACT, "row"), lambda said: said.replace("2026-10-11T02", "2026-10-10T02")),
        "row",
    ),
    (
        "a paper's issuer altered",
        _put(("facts", 2, "row"), lambda said: said.replace("Phòng mẫu", "Phòng lớn")),
        "row",
    ),
    ("a paper's columns left out", lambda file: file["facts"][2].pop("row"), "unreadable"),
    ("one star more", _put(("facts", 3, "row"), lambda said: said.replace("[3,4", "[3,5")), "row"),
    (
        "a key of another name",
        _put(("signers", 1, "row"), lambda said: said.replace("mẫu", "khác")),
        "row",
    ),
    (
        "a fact that is taken for a key",
        _put(("signers", 1), lambda _: whole()["facts"][2]),
        "unreadable",
    ),
    ("a signer who is not there", _put((*FACT, "signed", 1, "by"), 9), "unreadable"),
    ("a signature of nobody known", _by_a_stranger, "statement"),
    ("more weight than was signed", _stronger, "statement"),
    ("more weight than the office has", _beyond_office, "statement"),
    (
        "another moment than was signed",
        _put((*FACT, "signed", 0, "at"), SAID.replace("05", "06")),
        "statement",
    ),
    ("a producer's signature under another's fact", _under_anothers, "statement"),
    ("columns and text of two things", _twisted, "told"),
    ("a signature for another fact", _for_another, "statement"),
]
