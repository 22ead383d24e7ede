"""A proof file: facts with all that one needs to check them without us (docs/proofs.md).

JSON, or a page of HTML that carries the JSON in a block. Nothing of it may be believed before
:func:`traceability.proofs.check.check`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, TypeVar

FORMAT = "chogoc.proof/1"
BLOCK = re.compile(r'<script id="proof" type="application/json">(.*?)</script>', re.DOTALL)
LONGEST = 4_000_000  # characters
MOST_FACTS = 1_000
Of = TypeVar("Of")


class Unreadable(ValueError):
    """Not written as a proof file is, or cut off."""


@dataclass(frozen=True, slots=True)
class Signed:
    """That the holder of a key stands by a fact: which of the file's keys, as what, when."""

    by: int
    level: str
    at: str
    signature: str  # base64

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by, "level": self.level, "at": self.at, "signature": self.signature}


@dataclass(frozen=True, slots=True)
class Fact:
    """One leaf: its C2SP tlog-proof without the checkpoint, and what its hashes are made of.

    ``text`` is what an event's hash id is computed from (CBV 2.0), ``row`` the canonical JSON of
    its columns; both are empty where a part of it is not for everybody.
    """

    proof: str
    text: str = ""
    row: str = ""
    signed: tuple[Signed, ...] = ()

    def as_json(self) -> dict[str, Any]:
        told = {"proof": self.proof, "text": self.text, "row": self.row}
        told["signed"] = [one.as_json() for one in self.signed]  # type: ignore[assignment]  # JSON
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """``keys`` are those that the log names as its own: whoever reads compares them."""

    size: int  # of the tree that the proofs lead to
    keys: tuple[str, ...]
    checkpoint: str
    facts: tuple[Fact, ...]
    signers: tuple[Fact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "size": self.size,
            "keys": list(self.keys),
            "checkpoint": self.checkpoint,
            "signers": [one.as_json() for one in self.signers],
            "facts": [one.as_json() for one in self.facts],
        }


def read_file(written: str) -> ProofFile:
    """The file, from JSON or from a saved page. Raises :class:`Unreadable`."""
    if len(written) > LONGEST:
        raise Unreadable("too long")
    if written.lstrip().startswith("<"):
        found = BLOCK.search(written)
        if found is None:
            raise Unreadable("the page carries no proof")
        written = found[1]
    try:
        return _file(json.loads(written))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as failure:
        raise Unreadable("not a proof file, or cut off") from failure


def _file(told: Any) -> ProofFile:  # noqa: ANN401 (any JSON)
    if told["format"] != FORMAT:
        raise Unreadable("not the format of a proof")
    facts, signers = (tuple(map(_fact, told[name])) for name in ("facts", "signers"))
    if not facts or len(facts) > MOST_FACTS or len(signers) > MOST_FACTS:
        raise Unreadable("no facts, or too many")
    keys = tuple(_is(str, key) for key in told["keys"])
    return ProofFile(_number(told["size"]), keys, _is(str, told["checkpoint"]), facts, signers)


def _fact(told: Any) -> Fact:  # noqa: ANN401
    signed = tuple(
        Signed(_number(one["by"]), *(_is(str, one[name]) for name in ("level", "at", "signature")))
        for one in told.get("signed", [])
    )
    text, row = (_is(str, told.get(name, "")) for name in ("text", "row"))
    return Fact(_is(str, told["proof"]), text, row, signed)


def _number(value: Any) -> int:  # noqa: ANN401
    if isinstance(value, bool) or _is(int, value) < 0:
        raise Unreadable("not a number of things")
    return int(value)


def _is(kind: type[Of], value: Any) -> Of:  # noqa: ANN401
    if not isinstance(value, kind):
        raise Unreadable(f"not a {kind.__name__}")
    return value
