"""Where labels stand on sheets of paper: pure geometry, in millimetres from the top left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

A4_WIDTH = 210.0
A4_HEIGHT = 297.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of labels: how many, how large, where the first stands, and from one to the next."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """The top left corner of a label, counted from 1 along the rows."""
        row, column = divmod(number - 1, self.columns)
        x = self.left + column * self.pitch_x
        y = self.top + row * self.pitch_y
        return round(x, 3), round(y, 3)


A4_65 = Sheet(
    name="A4 65 × 38,1 × 21,2", columns=5, rows=13, width=38.1, height=21.2,
    left=4.7, top=10.9, pitch_x=40.6, pitch_y=21.2,
)  # fmt: skip
A4_24 = Sheet(
    name="A4 24 × 70 × 37", columns=3, rows=8, width=70, height=37,
    left=0, top=0, pitch_x=70, pitch_y=37,
)  # fmt: skip
A4_21 = Sheet(
    name="A4 21 × 63,5 × 38,1", columns=3, rows=7, width=63.5, height=38.1,
    left=7.25, top=15.5, pitch_x=66, pitch_y=38.1,
)  # fmt: skip
A4_12 = Sheet(
    name="A4 12 × 63,5 × 72", columns=3, rows=4, width=63.5, height=72,
    left=7.25, top=4.5, pitch_x=66, pitch_y=72,
)  # fmt: skip
SHEETS = {"65": A4_65, "24": A4_24, "21": A4_21, "12": A4_12}


def cells(sheet: Sheet, count: int, *, start: int = 1) -> Iterator[list[tuple[float, float]]]:
    """Page by page, the corners of `count` labels; `start` skips places used on the first sheet."""
    if not 1 <= start <= sheet.places:
        raise ValueError(f"A sheet of {sheet.places} has no place {start}.")
    first = start
    while count > 0:
        last = min(first + count - 1, sheet.places)
        yield [sheet.place(number) for number in range(first, last + 1)]
        count -= last - first + 1
        first = 1
