"""Where labels stand on sheets and rolls: pure geometry, in millimetres from the top left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

A4_WIDTH = 210.0
A4_HEIGHT = 297.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of labels: how many, how large, where the first stands, and from one to the next.

    A roll is a sheet of one row that comes again and again: ``gap`` is between two rows.
    """

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    page_width: float = A4_WIDTH
    page_height: float = A4_HEIGHT
    gap: float | None = None

    @property
    def places(self) -> int:
        return self.columns * self.rows

    @property
    def is_roll(self) -> bool:
        return self.gap is not None

    def place(self, number: int) -> tuple[float, float]:
        """The top left corner of a label, counted from 1 along the rows."""
        row, column = divmod(number - 1, self.columns)
        x = self.left + column * self.pitch_x
        y = self.top + row * self.pitch_y
        return round(x, 3), round(y, 3)

    def corners(self) -> list[tuple[float, float]]:
        """The top left corners of all places."""
        return [self.place(number) for number in range(1, self.places + 1)]

    @property
    def view_box(self) -> str:
        """Of a small drawing of the paper, whose labels are ``outline``."""
        return f"0 0 {self.page_width:g} {self.page_height:g}"

    @property
    def outline(self) -> str:
        """Every place as a rectangle, for an SVG path."""
        size = f"h{self.width:g}v{self.height:g}h-{self.width:g}z"
        return "".join(f"M{x:g} {y:g}{size}" for x, y in self.corners())

    def pages(self, count: int, *, start: int = 1) -> int:
        """How many sheets ``count`` labels take, the first from place ``start``."""
        return -(-(count + start - 1) // self.places) if count else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one printer does to a page, put right: a shift in millimetres, a scale in percent.

    The scale moves labels apart or together. It leaves the codes alone, whose modules stay whole
    printer dots.
    """

    x: float = 0
    y: float = 0
    scale: float = 100

    def place(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale / 100 + self.x, y * self.scale / 100 + self.y


def roll(name: str, *, columns: int, width: float, height: float, between: float, edge: float,
         gap: float) -> Sheet:  # fmt: skip
    """A roll with ``columns`` labels abreast, ``between`` them and ``edge`` beside the outer."""
    page = 2 * edge + columns * width + (columns - 1) * between
    return Sheet(
        name=name, columns=columns, rows=1, width=width, height=height, left=edge, top=0,
        pitch_x=width + between, pitch_y=height, page_width=page, page_height=height, gap=gap,
    )  # fmt: skip


A4_65 = Sheet(
    name="38,1 × 21,2 mm", columns=5, rows=13, width=38.1, height=21.2,
    left=4.7, top=10.9, pitch_x=40.6, pitch_y=21.2,
)  # fmt: skip
A4_40 = Sheet(
    name="45,7 × 25,4 mm", columns=4, rows=10, width=45.7, height=25.4,
    left=10, top=22, pitch_x=48.5, pitch_y=25.4,
)  # fmt: skip
A4_27 = Sheet(
    name="63,5 × 29,6 mm", columns=3, rows=9, width=63.5, height=29.6,
    left=7.8, top=15.5, pitch_x=66.5, pitch_y=29.6,
)  # fmt: skip
A4_24 = Sheet(
    name="70 × 37 mm", columns=3, rows=8, width=70, height=37,
    left=0, top=0, pitch_x=70, pitch_y=37,
)  # fmt: skip
A4_24_NARROW = Sheet(
    name="66 × 33,8 mm", columns=3, rows=8, width=66, height=33.8,
    left=5.7, top=13, pitch_x=66, pitch_y=33.8,
)  # fmt: skip
A4_21 = Sheet(
    name="63,5 × 38,1 mm", columns=3, rows=7, width=63.5, height=38.1,
    left=7.25, top=15.5, pitch_x=66, pitch_y=38.1,
)  # fmt: skip
A4_14 = Sheet(
    name="99,1 × 38,1 mm", columns=2, rows=7, width=99.1, height=38.1,
    left=3.35, top=15.2, pitch_x=103, pitch_y=38.1,
)  # fmt: skip
A4_12 = Sheet(
    name="63,5 × 72 mm", columns=3, rows=4, width=63.5, height=72,
    left=7.25, top=4.5, pitch_x=66, pitch_y=72,
)  # fmt: skip
ROLL_2 = roll("50 × 30 mm", columns=2, width=50, height=30, between=2, edge=1, gap=2)
ROLL_3 = roll("35 × 22 mm", columns=3, width=35, height=22, between=2, edge=0.5, gap=2)
SHEETS = {
    "65": A4_65, "40": A4_40, "27": A4_27, "24": A4_24, "24-66": A4_24_NARROW, "21": A4_21,
    "14": A4_14, "12": A4_12,
}  # fmt: skip
ROLLS = {"2x50": ROLL_2, "3x35": ROLL_3}
PAPERS = SHEETS | ROLLS


def cells(sheet: Sheet, count: int, *, start: int = 1) -> Iterator[list[tuple[float, float]]]:
    """Page by page, the corners of `count` labels; `start` skips places used on the first sheet."""
    if not 1 <= start <= sheet.places:
        raise ValueError(f"A sheet of {sheet.places} has no place {start}.")
    corners, first = sheet.corners(), start - 1
    while count > 0:
        page = corners[first : first + count]
        yield page
        count -= len(page)
        first = 0
