"""What a log signs: its origin, its size and its root (C2SP tlog-checkpoint)."""

from __future__ import annotations

import re
from typing import NamedTuple

from traceability.merkle.hashing import SIZE
from traceability.merkle.keys import decode, encode

NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class NotACheckpoint(ValueError):
    """The text of a note that is no checkpoint."""


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """Raises :class:`NotACheckpoint`. Lines beyond the third say nothing here, as of old."""
    match text.split("\n"):
        case [origin, size, coded, *more, ""] if origin and NUMBER.fullmatch(size):
            pass
        case _:
            raise NotACheckpoint("a checkpoint is an origin, a size and a root, line by line")
    try:
        root = decode(coded)
    except ValueError as failure:
        raise NotACheckpoint("the root is not in base64") from failure
    if len(root) != SIZE or "" in more:
        raise NotACheckpoint("the root is not 32 bytes long, or a line is empty")
    return Checkpoint(origin, int(size), root)
