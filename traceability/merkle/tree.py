"""Roots and proofs of a tree of which the whole subtrees can be read: RFC 6962, section 2.1.

``read(level, index)`` gives the hash of the whole subtree over the leaves from ``index * 2**level``
up to ``(index + 1) * 2**level``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability.merkle.hashing import EMPTY, SIZE, node_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Read = Callable[[int, int], bytes]


class NotProved(Exception):
    """The proof does not lead from what is claimed to the root."""


class Frontier:
    """The roots of a growing tree, which needs no more than its right edge."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []  # one whole subtree for each 1 in the size, largest first

    def add(self, leaf: bytes) -> None:
        self._edge.append(leaf)
        self.size += 1
        whole = self.size
        while whole % 2 == 0:
            right = self._edge.pop()
            self._edge[-1] = node_hash(self._edge[-1], right)
            whole //= 2

    def root(self) -> bytes:
        if not self._edge:
            return EMPTY
        found = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            found = node_hash(left, found)
        return found


def root(size: int, read: Read) -> bytes:
    return _over(0, size, read) if size else EMPTY


def inclusion(index: int, size: int, read: Read) -> list[bytes]:
    """The proof that a leaf is in the tree of this size: from its sibling up."""
    if not 0 <= index < size:
        raise IndexError(index)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _half(end - start)
        if index < middle:
            path.append(_over(middle, end, read))
            end = middle
        else:
            path.append(_over(start, middle, read))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, read: Read) -> list[bytes]:
    """The proof that the tree of the first size is where that of the second begins."""
    if not 0 < first <= second:
        raise IndexError(first)
    start, end, path = 0, second, []
    while first != end:
        middle = start + _half(end - start)
        if first <= middle:
            path.append(_over(middle, end, read))
            end = middle
        else:
            path.append(_over(start, middle, read))
            start = middle
    return ([_over(start, end, read)] if start else []) + path[::-1]


def check_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise :class:`NotProved` unless the leaf is there (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != SIZE:
        raise NotProved(f"there is no such leaf {index} in a tree of {size}")
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise NotProved("the proof is too long")
        if place % 2 or place == last:
            found = node_hash(step, found)
            place, last = _climb(place, last)
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last:
        raise NotProved("the proof is too short")
    if found != root:
        raise NotProved("the proof leads to another root")


def check_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise :class:`NotProved` unless the one tree begins the other (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        raise NotProved(f"of a tree of {first} and one of {second} there is nothing to prove")
    if first == second:
        if proof or first_root != second_root:
            raise NotProved("the roots differ, or a proof is given where none is needed")
        return
    is_whole = first & (first - 1) == 0  # then its root is where the walk begins
    begun = [first_root, *proof] if is_whole else list(proof)
    if not proof:
        raise NotProved("the proof is empty")
    if _walk(first - 1, second - 1, begun) != (first_root, second_root):
        raise NotProved("the proof leads to other roots")


def _walk(first: int, last: int, begun: list[bytes]) -> tuple[bytes, bytes]:
    """Both roots, as they grow out of the subtree that ends where the first tree ends."""
    place = first
    while place % 2:
        place, last = place >> 1, last >> 1
    old = new = begun[0]
    for step in begun[1:]:
        if last == 0:
            raise NotProved("the proof is too long")
        if place % 2 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            place, last = _climb(place, last)
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    if last:
        raise NotProved("the proof is too short")
    return old, new


def _climb(place: int, last: int) -> tuple[int, int]:
    """Past the levels on which nothing stands to the right."""
    while place % 2 == 0 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _over(start: int, end: int, read: Read) -> bytes:
    """The hash over these leaves, of which ``start`` is a multiple of every whole part."""
    parts, at = [], start
    while at < end:
        level = (end - at).bit_length() - 1
        parts.append(read(level, at >> level))
        at += 1 << level
    found = parts[-1]
    for left in reversed(parts[:-1]):
        found = node_hash(left, found)
    return found


def _half(size: int) -> int:
    """The largest power of two under the size."""
    return 1 << ((size - 1).bit_length() - 1)
