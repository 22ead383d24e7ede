"""What the holder of a key signs to stand by a fact: a C2SP signed note of four lines."""

from __future__ import annotations

import re
from typing import NamedTuple

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
LEVELS = {
    "producer": "self_declared",
    "officer": "inspected",
    "laboratory": "laboratory",
    "council": "council",
}
"""As what each may speak: nobody lends a fact more weight than their own office has."""


class NotAStatement(ValueError):
    """The text of a note that states nothing about a leaf."""


class Statement(NamedTuple):
    """``entry`` is the leaf's line, word for word; ``at`` is when its signer says so, in UTC."""

    origin: str
    entry: str
    level: str
    at: str

    @property
    def text(self) -> str:
        return f"{self.origin}/statement\n{self.entry}\n{self.level}\n{self.at}\n"


def possession(*, origin: str, of: str) -> str:
    """What somebody signs to show that a key is theirs; ``of`` is the producer's slug."""
    return f"{origin}/key\n{of}\n"


def read_statement(text: str) -> Statement:
    """Raises :class:`NotAStatement`."""
    match text.split("\n"):
        case [about, entry, level, at, ""] if about.endswith("/statement") and entry:
            pass
        case _:
            raise NotAStatement("a statement names the log, a leaf, how it is known, and when")
    if level not in LEVELS.values() or not MOMENT.fullmatch(at):
        raise NotAStatement("not a level of evidence, or not a moment in UTC")
    return Statement(about.removesuffix("/statement"), entry, level, at)
