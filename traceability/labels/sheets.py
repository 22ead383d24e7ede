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


def _a4(size: str, places: str, corner: str, pitch: float) -> Sheet:
    """A sheet as its maker describes it: "38.1 × 21.2" mm, "5 × 13" of them, the first at a corner.

    Rows touch; ``pitch`` is from one column to the next.
    """
    width, height = map(float, size.split(" × "))
    columns, rows = map(int, places.split(" × "))
    left, top = map(float, corner.split(", "))
    return Sheet(
        name=f"{size.replace('.', ',')} mm", columns=columns, rows=rows, width=width, height=height,
        left=left, top=top, pitch_x=pitch, pitch_y=height,
    )  # fmt: skip


A4_65 = _a4("38.1 × 21.2", "5 × 13", "4.7, 10.9", 40.6)
A4_40 = _a4("45.7 × 25.4", "4 × 10", "10, 22", 48.5)
A4_27 = _a4("63.5 × 29.6", "3 × 9", "7.8, 15.5", 66.5)
A4_24 = _a4("70 × 37", "3 × 8", "0, 0", 70)
A4_24_NARROW = _a4("66 × 33.8", "3 × 8", "5.7, 13", 66)
A4_21 = _a4("63.5 × 38.1", "3 × 7", "7.25, 15.5", 66)
A4_14 = _a4("99.1 × 38.1", "2 × 7", "3.35, 15.2", 103)
A4_12 = _a4("63.5 × 72", "3 × 4", "7.25, 4.5", 66)
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
