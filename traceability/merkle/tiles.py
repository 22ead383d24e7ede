"""Where hashes and entries stand in tiles, and what those are called: C2SP tlog-tiles.

A tile is 256 hashes beside each other, eight levels of the tree at once; only the last one of a
level has fewer. ``level`` is :data:`ENTRIES` for a bundle of the entries themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traceability.merkle.hashing import SIZE, levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    ReadSome = Callable[[int, int, int], list[bytes]]

HEIGHT = 8
WIDTH = 1 << HEIGHT
BYTES = WIDTH * SIZE
ENTRIES = -1
TALLEST = 63
LONGEST_ENTRY = 0xFFFF  # bytes
PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?",
    re.ASCII,
)


class NotATile(ValueError):
    """No tile is called so."""


@dataclass(frozen=True, slots=True)
class Tile:
    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Such as ``tile/0/x001/x234/067.p/5``."""
        called = "entries" if self.level == ENTRIES else str(self.level)
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{called}/{_spelt(self.index)}{part}"


@dataclass(frozen=True, slots=True)
class Full:
    """A tile that has all its hashes: these, level by level those above them, and the root."""

    level: int
    index: int
    nodes: bytes
    root: bytes


def read_path(path: str) -> Tile:
    """The tile that is called so. Raises :class:`NotATile`."""
    found = PATH.fullmatch(path)
    if found is None:
        raise NotATile(path)
    level = ENTRIES if found[1] == "entries" else int(found[1])
    index = int(re.sub(r"[x/]", "", found[2]))
    width = int(found[3] or WIDTH)
    tile = Tile(level, index, width)
    if level > TALLEST or width > WIDTH or tile.path != path:
        raise NotATile(path)
    return tile


def is_in(tile: Tile, size: int) -> bool:
    """Whether a tree of this size has all of the tile."""
    return tile.index * WIDTH + tile.width <= size >> HEIGHT * max(tile.level, 0)


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree, each once, as wide as the tree has it; bundles of entries first."""
    for level in (ENTRIES, *range(TALLEST + 1)):
        count = size >> HEIGHT * max(level, 0)
        for index in range(count // WIDTH):
            yield Tile(level, index)
        if count % WIDTH:
            yield Tile(level, count // WIDTH, count % WIDTH)
        if count == 0:
            return


def place(level: int, index: int) -> tuple[int, int, int, int]:
    """Where a node of the tree stands: level and index of its tile, level and place in there."""
    within = level % HEIGHT
    across = HEIGHT - within
    return level // HEIGHT, index >> across, within, index & ((1 << across) - 1)


def filled(size: int, added: list[bytes], read: ReadSome) -> Iterator[Full]:
    """Tiles that become full when these leaves join a tree of this size, lower ones first.

    ``read(level, start, end)`` gives hashes of the tiles' level that were there before. Raises
    ``LookupError`` where it gives too few.
    """
    level = 0
    while (first := size // WIDTH) < (last := (size + len(added)) // WIDTH):
        before = read(level, first * WIDTH, size)
        if len(before) != size - first * WIDTH:
            raise LookupError(f"hashes of level {level} are missing before {size}")
        row = [*before, *added]
        roots = []
        for index in range(last - first):
            rows = levels(row[index * WIDTH : (index + 1) * WIDTH])
            roots.append(rows[HEIGHT][0])
            yield Full(level, first + index, b"".join(map(b"".join, rows)), roots[-1])
        level, size, added = level + 1, first, roots


def bundled(entries: Iterable[bytes]) -> bytes:
    """Entries one behind the other, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def _spelt(index: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def full_node(nodes: bytes, within: int, offset: int) -> bytes:
    """A hash of a full tile, so many levels above its own."""
    at = (2 * WIDTH - (2 * WIDTH >> within) + offset) * SIZE
    return nodes[at : at + SIZE]
