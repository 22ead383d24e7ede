"""Tiles stand where C2SP tlog-tiles says, and are called so."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from traceability.merkle import tiles
from traceability.merkle.hashing import leaf_hash, levels
from traceability.merkle.tiles import ENTRIES, NotATile, Tile

PATHS = {
    "tile/0/001": Tile(0, 1),
    "tile/0/001.p/5": Tile(0, 1, 5),
    "tile/5/x123/x456/078": Tile(5, 123_456_078),
    "tile/5/x123/x456/078.p/2": Tile(5, 123_456_078, 2),
    "tile/63/x001/x234/067": Tile(63, 1_234_067),
    "tile/entries/x003/x057/500": Tile(ENTRIES, 3_057_500),
    "tile/0/000.p/255": Tile(0, 0, 255),
    "tile/entries/000": Tile(ENTRIES, 0),
}
NO_PATHS = [
    "tile/5/123/456/078",
    "tile/-1/123/456/078",
    "tile/64/000",
    "tile/00/000",
    "tile/0/1",
    "tile/0/x000/001",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/007",
    "tile/0/000.p/",
    "tile/0/000/",
    "tile/0/x001",
    "tile/0/000\n",
    "tile/data/000",
    "tile/0/٠٠٠",
    "tile/0/" + "x001/" * 20 + "000",
    "",
]


@pytest.mark.parametrize(("path", "tile"), PATHS.items())
def test_a_tile_is_called_by_its_path(path, tile):
    assert (tiles.read_path(path), tile.path) == (tile, path)


@pytest.mark.parametrize("path", NO_PATHS)
def test_nothing_else_is_a_path(path):
    with pytest.raises(NotATile):
        tiles.read_path(path)


def test_a_tree_of_70000_has_the_tiles_of_the_standards_example():
    found = list(tiles.tiles_of(70_000))

    full = Counter(tile.level for tile in found if tile.width == 256)
    partial = {tile.level: tile.width for tile in found if tile.width < 256}
    assert full == {ENTRIES: 273, 0: 273, 1: 1}
    assert partial == {ENTRIES: 112, 0: 112, 1: 17, 2: 1}
    assert all(tiles.is_in(tile, 70_000) for tile in found)


def test_a_tree_of_256_has_one_full_tile_and_one_of_one_hash():
    assert list(tiles.tiles_of(256)) == [Tile(ENTRIES, 0), Tile(0, 0), Tile(1, 0, 1)]


@pytest.mark.parametrize(
    "beyond", [Tile(0, 1, 1), Tile(0, 1), Tile(1, 0, 2), Tile(ENTRIES, 1, 1), Tile(2, 0, 1)]
)
def test_a_tile_beyond_the_tree_is_not_in_it(beyond):
    assert not tiles.is_in(beyond, 256)


@given(parts=some.lists(some.integers(0, 400), max_size=4))
def test_full_tiles_come_in_portions_as_they_come_at_once(parts):
    leaves = [leaf_hash(str(number).encode()) for number in range(sum(parts))]
    kept, size = {}, 0

    def read(level, start, end):
        if level == 0:
            return leaves[start:end]
        return [kept[level - 1, index].root for index in range(start, end)]

    for part in parts:
        for full in tiles.filled(size, leaves[size : size + part], read):
            kept[full.level, full.index] = full
        size += part

    whole = levels(leaves)
    assert set(kept) == {(0, number) for number in range(size // 256)}
    for (_level, number), full in kept.items():
        assert full.nodes[: tiles.BYTES] == b"".join(leaves[number * 256 : number * 256 + 256])
        for within in range(9):
            found = tiles.full_node(full.nodes, within, 0)
            assert found == whole[within][number << 8 - within]


def test_the_tile_above_is_of_the_roots_below():
    leaves = [leaf_hash(str(number).encode()) for number in range(65_536 + 1)]

    full = {(one.level, one.index): one for one in tiles.filled(0, leaves, lambda *_: [])}

    assert len(full) == 257
    roots = b"".join(full[0, number].root for number in range(256))
    assert full[1, 0].nodes[: tiles.BYTES] == roots
    assert full[1, 0].root == levels(leaves)[16][0]


@pytest.mark.parametrize(
    ("node", "stands"),
    [
        ((0, 0), (0, 0, 0, 0)),
        ((0, 257), (0, 1, 0, 1)),
        ((7, 3), (0, 1, 7, 1)),
        ((8, 3), (1, 0, 0, 3)),
        ((9, 300), (1, 2, 1, 44)),
    ],
)
def test_a_node_has_one_place(node, stands):
    assert tiles.place(*node) == stands


def test_entries_stand_behind_their_lengths():
    assert tiles.bundled([b"abc", b"", b"x" * 258]) == b"\0\3abc\0\0\1\2" + b"x" * 258
