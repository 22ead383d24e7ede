"""What stands on one label and where: the code, the words beside or under it, the serial.

Lengths are millimetres from the label's top left corner. A module is a whole number of the
printer's dots and no smaller than GS1 lets a shop's scanner see (General Specifications 5.12.3.1:
0.396 to 0.990 mm, four modules quiet). Letters are no smaller than a millimetre and a half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from math import sqrt
from statistics import fmean, pstdev

from traceability.labels import typeface
from traceability.labels.typeface import Typeface
from traceability.qr import QUIET_ZONE
from traceability.serials import ALPHABET, LENGTH

DOTS_PER_MM = {203: 8.0, 300: 300 / 25.4}
"""By what the printer calls itself. 600 and 1200 dots an inch are whole multiples of 300."""
LEAST_MODULE, MOST_MODULE = 0.396, 0.990
LARGEST_CODE = 28.0  # phones read 20 to 25 mm best
SHARE = 0.6  # of the width, for the code, where words stand beside it
EDGE = 1.0  # paper without ink: what a printer or a knife may be off
LEAST_LETTERS, MOST_LETTERS, STEP = 1.5, 3.4, 0.08
LEADING = 1.27  # Vietnamese stacks marks
ASCENT = 0.98
SERIAL_SCALE = 1.1
MOST_NAME_LINES, MOST_MAKER_LINES = 3, 2


class TooSmall(ValueError):
    """A label of this size holds no code that a scanner can read, or not its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a label says: ``facts`` are lot, dates and pack, one to a line, none to be left out."""

    name: str
    maker: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of letters: its left end, its baseline and its size."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool

    @property
    def face(self) -> Typeface:
        return _face(self.is_bold)


@dataclass(frozen=True, slots=True)
class Sticker:
    """``x`` and ``y`` are where the dark modules begin, inside the quiet zone."""

    x: float
    y: float
    dots: int
    module: float
    lines: tuple[Line, ...]
    serial: Line


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    is_centred: bool


def lay_out(
    words: Words, *, width: float, height: float, modules: int, dots_per_mm: float
) -> Sticker:
    """A label of this size. Raises :class:`TooSmall`."""
    dots = code_dots(width, height, modules, dots_per_mm)
    module = dots / dots_per_mm
    side = (modules + 2 * QUIET_ZONE) * module
    beside = _is_beside(width, height)
    x, y = (EDGE / 2, (height - side) / 2) if beside else ((width - side) / 2, EDGE / 2)
    quiet = QUIET_ZONE * module
    box = (
        _Box(x + side, EDGE, width - x - side - EDGE, height - 2 * EDGE, is_centred=False)
        if beside
        else _Box(EDGE, y + side, width - 2 * EDGE, height - y - side - EDGE, is_centred=True)
    )
    *lines, last = _fill(box, _legible(words))
    return Sticker(
        _whole(x + quiet, dots_per_mm), _whole(y + quiet, dots_per_mm), dots, module,
        tuple(lines), last,
    )  # fmt: skip


def code_dots(width: float, height: float, modules: int, dots_per_mm: float) -> int:
    """How many dots a module gets on a label of this size. Raises :class:`TooSmall`."""
    beside = _is_beside(width, height)
    room = min(height - EDGE, width * SHARE) if beside else min(width - EDGE, height * SHARE)
    module = min(room, LARGEST_CODE) / (modules + 2 * QUIET_ZONE)
    dots = int(min(module, MOST_MODULE) * dots_per_mm + 1e-6)
    if dots / dots_per_mm < LEAST_MODULE:
        raise TooSmall(f"No code of {modules} modules fits {width} × {height} mm.")
    return dots


def _is_beside(width: float, height: float) -> bool:
    return width >= 1.25 * height


def _whole(length: float, dots_per_mm: float) -> float:
    return round(length * dots_per_mm) / dots_per_mm


def _legible(words: Words) -> Words:
    regular, bold = typeface.regular(), typeface.bold()
    return Words(
        name=bold.legible(words.name),
        maker=regular.legible(words.maker),
        facts=tuple(filter(None, map(regular.legible, words.facts))),
    )


def _fill(box: _Box, words: Words) -> list[Line]:
    """The lines in the largest letters that fit; in the smallest, less of name and maker."""
    steps = int((MOST_LETTERS - LEAST_LETTERS) / STEP)
    for step in range(steps, -1, -1):
        size = LEAST_LETTERS + step * STEP
        texts = _texts(box, words, size, MOST_NAME_LINES, MOST_MAKER_LINES)
        if texts and (lines := _stand(box, texts, size)):
            return lines
    for names, makers in ((3, 1), (2, 1), (1, 1), (2, 0), (1, 0)):
        texts = _texts(box, words, LEAST_LETTERS, names, makers, may_cut=True)
        if texts and (lines := _stand(box, texts, LEAST_LETTERS)):
            return lines
    raise TooSmall(f"The words do not fit {box.width:.1f} × {box.height:.1f} mm.")


def _texts(
    box: _Box, words: Words, size: float, names: int, makers: int, *, may_cut: bool = False
) -> list[tuple[str, bool]] | None:
    """Every line but the serial, with whether it is bold; None where it takes more lines."""
    room = box.width / size
    name = _wrap(words.name, typeface.bold(), room)
    maker = _wrap(words.maker, typeface.regular(), room)
    facts = [line for fact in words.facts for line in _wrap(fact, typeface.regular(), room)]
    if not may_cut and (len(name) > names or len(maker) > makers or len(facts) > len(words.facts)):
        return None
    name = _cut(name, names, typeface.bold(), room)
    maker = _cut(maker, makers, typeface.regular(), room)
    return [(line, True) for line in name] + [(line, False) for line in (*maker, *facts)]


def _stand(box: _Box, texts: list[tuple[str, bool]], size: float) -> list[Line] | None:
    """The lines in their places, the serial last; None where they need more room."""
    rows = [(text, _face(is_bold).width(text), is_bold, size) for text, is_bold in texts]
    mostly, at_most = _ems_of_serials()
    rows.append(("", mostly, True, min(size * SERIAL_SCALE, box.width / at_most)))
    needed = sum(each * LEADING for *_, each in rows)
    if needed > box.height or rows[-1][3] < LEAST_LETTERS:
        return None
    lines, y = [], box.y + (box.height - needed) / 2
    for text, ems, is_bold, each in rows:
        aside = (box.width - ems * each) / 2 if box.is_centred else 0
        lines.append(Line(text, box.x + aside, y + each * ASCENT, each, is_bold))
        y += each * LEADING
    return lines


def _face(is_bold: bool) -> Typeface:  # noqa: FBT001 (a weight, as in Line)
    return typeface.bold() if is_bold else typeface.regular()


@cache
def _ems_of_serials() -> tuple[float, float]:
    """What ten random letters and a gap take: mostly, and but for one serial in a thousand."""
    widths = [typeface.bold().width(letter) for letter in ALPHABET]
    mostly = LENGTH * fmean(widths) + typeface.bold().width(" ")
    return mostly, mostly + 3 * sqrt(LENGTH) * pstdev(widths)


def _wrap(text: str, face: Typeface, room: float) -> list[str]:
    """The text in lines of at most ``room`` ems; a word that is longer is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(joined) <= room:
            lines[-1] = joined
        else:
            lines.extend(_broken(word, face, room))
    return lines


def _broken(word: str, face: Typeface, room: float) -> Iterator[str]:
    ends = [0]
    for at in range(1, len(word) + 1):
        if face.width(word[ends[-1] : at]) > room and at - 1 > ends[-1]:
            ends.append(at - 1)
    yield from (word[start:end] for start, end in pairwise([*ends, len(word)]))


def _cut(lines: list[str], most: int, face: Typeface, room: float) -> list[str]:
    """At most so many lines, the last with an ellipsis where there were more."""
    kept = list(islice(lines, most))
    if kept and len(lines) > most:
        last = kept[-1]
        while last and face.width(last + "…") > room:
            last = last[:-1]
        kept[-1] = last.rstrip() + "…"
    return kept
