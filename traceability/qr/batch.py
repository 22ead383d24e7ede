"""Codes by the hundred thousand: texts of one length that differ only in their last characters.

A QR code is linear over GF(2). With version, level, mask and segments fixed, each bit of the text
turns a fixed set of modules, whatever the other bits are: so a code is one base code XOR a few
patterns, learned once from python-qrcode. A mask is one more fixed set of modules. The standard
wants the mask with the fewest penalty points; here the one best on a sample serves them all.

A code is a whole number of ``row_bytes`` bytes a row, dark modules 1, left to right from the
highest bit, the bits behind the last module 0: as a one-bit picture wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import pairwise, product
from operator import xor

from qrcode.util import lost_point

from traceability.qr.drawing import Level, Matrix, encode
from traceability.qr.segments import CAPITALS, CAPITALS_IN_ORDER, Mode, segments

MASKS = range(8)
SAMPLE = 8  # codes asked which mask suits them: fewer than a thousandth of a second's work each
BASE = len(CAPITALS_IN_ORDER)
PAIR_BITS, SINGLE_BITS = 11, 6
Parts = list[tuple[Mode, str]]


class Batch:
    """The codes of ``prefix`` followed by ``length`` characters of ``alphabet``.

    The alphabet is digits and capitals that an alphanumeric segment can hold. ``sample`` are some
    of the tails, by which the mask is chosen; ``mask`` chooses it outright.
    """

    def __init__(
        self,
        prefix: str,
        length: int,
        alphabet: str,
        *,
        level: Level = "M",
        sample: Sequence[str] = (),
        mask: int | None = None,
    ) -> None:
        self.prefix, self.length, self.level = prefix, length, level
        self._alphabet = alphabet
        self._head, self._lead = _cut(prefix, length)
        zeros = encode(self._parts("0" * length), level=level, mask=0)
        self.version: int = zeros.version
        self.modules: int = zeros.modules_count
        self.row_bytes = (self.modules + 7) // 8
        self._zeros = self._number(zeros.modules)
        self._sample, self._mask = sample, mask

    def code(self, tail: str) -> int:
        """The code of ``prefix + tail``. ``KeyError`` for another length or alphabet."""
        return next(self.codes([tail]))

    def codes(self, tails: Iterable[str]) -> Iterator[int]:
        """The code of each tail, in their order: a few XORs each. ``KeyError`` as above."""
        return self._from(self._base, tails)

    def matrix(self, code: int) -> Matrix:
        """The modules of a code, row by row; True is dark."""
        bits = f"{code:0{self.modules * self.row_bytes * 8}b}"
        starts = range(0, len(bits), self.row_bytes * 8)
        return [[bit == "1" for bit in bits[at : at + self.modules]] for at in starts]

    @cached_property
    def mask(self) -> int:
        """The mask of every code: the one with the fewest penalty points on the sample."""
        if self._mask is not None:
            return self._mask
        tails = list(self._sample[:SAMPLE]) or [self._alphabet[0] * self.length]
        codes = list(self._from(self._zeros, tails))

        def penalty(mask: int) -> int:
            turn = self._turn_by_mask(mask)
            return sum(_penalty(self.matrix(code ^ turn)) for code in codes)

        return min(MASKS, key=penalty)

    @cached_property
    def _base(self) -> int:
        return self._zeros ^ self._turn_by_mask(self.mask)

    def _from(self, base: int, tails: Iterable[str]) -> Iterator[int]:
        tables, length = self._tables, self.length
        for tail in tails:
            if len(tail) != length:
                raise KeyError(tail)
            code = base
            for start, end, table in tables:
                code ^= table[tail[start:end]]
            yield code

    def _parts(self, tail: str) -> Parts:
        return [*self._head, (CAPITALS, self._lead + tail)]

    def _encode(self, tail: str, mask: int) -> int:
        parts = self._parts(tail)
        made = encode(parts, level=self.level, version=self.version, mask=mask)
        return self._number(made.modules)

    def _number(self, rows: Sequence[Sequence[bool | None]]) -> int:
        filling = "0" * (self.row_bytes * 8 - self.modules)
        return int("".join("".join("01"[bool(m)] for m in row) + filling for row in rows), 2)

    def _turn_by_mask(self, mask: int) -> int:
        """What changes from mask 0 to this one."""
        return self._zeros ^ self._encode("0" * self.length, mask) if mask else 0

    @cached_property
    def _tables(self) -> list[tuple[int, int, dict[str, int]]]:
        """For each piece of a tail where it starts and ends, and the modules each value turns."""
        first = len(self._lead) % 2  # then its first character shares a pair with the lead's last
        bounds = [0, *range(first or 2, self.length, 2), self.length]
        return [(start, end, self._table(start, end)) for start, end in pairwise(bounds)]

    def _table(self, start: int, end: int) -> dict[str, int]:
        if end - start == len(self._lead) % 2 == 1 and start == 0:
            return self._shared()
        bits = SINGLE_BITS if end - start == 1 else PAIR_BITS
        turned = [self._pattern(start, end, 1 << bit) for bit in range(bits)]
        texts = ("".join(some) for some in product(self._alphabet, repeat=end - start))
        return {text: _sum(turned, _value(text)) for text in texts}

    def _pattern(self, start: int, end: int, value: int) -> int:
        """The modules that one value at one place turns against nought."""
        high, low = divmod(value, BASE)
        piece = (CAPITALS_IN_ORDER[high] + CAPITALS_IN_ORDER[low])[start - end :]
        tail = "0" * start + piece + "0" * (self.length - end)
        return self._encode(tail, 0) ^ self._zeros

    def _shared(self) -> dict[str, int]:
        """Of the first character, when the prefix has the other half of its pair: one by one."""
        rest = "0" * (self.length - 1)
        return {one: self._encode(one + rest, 0) ^ self._zeros for one in self._alphabet}


def _cut(prefix: str, length: int) -> tuple[Parts, str]:
    """The segments before the one the tail is in, and what of the prefix that one begins with."""
    *before, (mode, last) = segments(prefix + "A" * length)
    if mode == CAPITALS and len(last) >= length:
        return before, last[:-length]
    return segments(prefix), ""


def _penalty(rows: Matrix) -> int:
    return lost_point([list[bool | None](row) for row in rows])


def _value(text: str) -> int:
    """Of one or two characters in an alphanumeric segment."""
    return reduce(lambda value, one: value * BASE + CAPITALS_IN_ORDER.index(one), text, 0)


def _sum(turned: Sequence[int], value: int) -> int:
    """The patterns of the bits that are set, together."""
    return reduce(xor, (one for bit, one in enumerate(turned) if value >> bit & 1), 0)
