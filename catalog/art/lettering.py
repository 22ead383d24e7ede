"""Words set in type, measured with the very fonts that print them, so that names fit labels."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import ImageFont

FONTS = Path(__file__).parent / "assets"
DISPLAY = "Lora"
TEXT = "Be Vietnam Pro"
FILES = {
    (DISPLAY, 700): FONTS / "Lora-Bold.ttf",
    (TEXT, 400): FONTS / "BeVietnamPro-Regular.ttf",
    (TEXT, 700): FONTS / "BeVietnamPro-Bold.ttf",
}
LEADING = 1.2  # room for marks above capitals, as in "Ễ"
SHARES = (1, 0.92, 0.84, 0.76, 0.68, 0.6)
LONELY = 0.72  # rather than leave a syllable alone ("… vàng Ba / Chẽ"), shrink as far as this
SLACK = 1.02  # shapers disagree about kerning by less than this


@dataclass(frozen=True, slots=True)
class Setting:
    """A name broken into lines at one size in pixels."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def clean(text: str) -> str:
    """One line of composed letters that the display face can print; anything else is left out."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join("".join(letter for letter in composed if _printable(letter)).split())


def fit(text: str, *, width: float, height: float, largest: float, smallest: float = 20) -> Setting:
    """The largest setting that stays inside; at the smallest size the rest is cut short."""
    size = largest
    while size > smallest:
        lines = _arrange(text, size=size, width=width)
        spoilt = _lonely(lines) and size > LONELY * largest
        if lines and not spoilt and len(lines) * size * LEADING <= height:
            return Setting(lines, size)
        size -= 1
    return _cut_short(text, size=smallest, width=width, height=height)


def write(
    text: str,
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
    family: str = DISPLAY,
    weight: int = 700,
    spacing: float = 0,
) -> str:
    """One line with its middle at x and its baseline at y."""
    apart = f' letter-spacing="{spacing:g}"' if spacing else ""
    return (
        f'<text x="{x + spacing / 2:.1f}" y="{y:.1f}" font-family="{family}" '
        f'font-size="{size:.1f}" '
        f'font-weight="{weight}" text-anchor="middle" fill="{fill}"{apart}>{escape(text)}</text>'
    )


def length(text: str, *, size: float, family: str = DISPLAY, weight: int = 700) -> float:
    """How wide the text prints, in pixels."""
    return _length(text, family, weight) * size / 100 * SLACK


@lru_cache(maxsize=4096)
def _length(text: str, family: str, weight: int) -> float:
    return _font(family, weight).getlength(text)


@cache
def _font(family: str, weight: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.BASIC
    return ImageFont.truetype(FILES[family, weight], 100, layout_engine=engine)


@lru_cache(maxsize=2048)
def _printable(letter: str) -> bool:
    """Whether the face has the letter: a letter it lacks prints as the same box as a non-letter."""
    if letter == " ":
        return True
    if unicodedata.category(letter)[0] in "CMZ":
        return False
    face = _font(DISPLAY, 700)
    missing = face.getmask("\uffff")
    mask = face.getmask(letter)
    return mask.size != missing.size or bytes(mask) != bytes(missing)


def _wrap(text: str, *, size: float, width: float, backwards: bool = False) -> tuple[str, ...]:
    """Lines filled from the first word, or backwards from the last; none if a word is too wide."""
    lines: list[str] = []
    for word in reversed(text.split()) if backwards else text.split():
        if length(word, size=size) > width:
            return ()
        pair = [word, *lines[-1:]] if backwards else [*lines[-1:], word]
        if lines and length(" ".join(pair), size=size) <= width:
            lines[-1] = " ".join(pair)
        else:
            lines.append(word)
    return tuple(reversed(lines)) if backwards else tuple(lines)


def _arrange(text: str, *, size: float, width: float) -> tuple[str, ...]:
    """As few lines as fit, as even as they can be, and a name of a place kept whole at the end."""
    fewest = len(_wrap(text, size=size, width=width))
    found = [
        lines
        for share in SHARES
        for lines in (
            _wrap(text, size=size, width=width * share),
            _wrap(text, size=size, width=width * share, backwards=True),
        )
        if len(lines) == fewest
    ]
    return min(found, key=lambda lines: _unevenness(lines, size=size), default=())


def _lonely(lines: tuple[str, ...]) -> bool:
    """Whether one syllable stands alone at the end, or anywhere among three lines or more."""
    watched = lines if len(lines) > 2 else lines[1:]  # noqa: PLR2004 - as the sentence above says
    return any(" " not in line for line in watched)


def _unevenness(lines: tuple[str, ...], *, size: float) -> tuple[bool, float]:
    widths = [length(line, size=size) for line in lines]
    return _lonely(lines), max(widths, default=0) - min(widths, default=0)


def _cut_short(text: str, *, size: float, width: float, height: float) -> Setting:
    """As many lines as there is room for, words too long broken, and "…" where it stops."""
    words = [part for word in text.split() for part in _pieces(word, size=size, width=width)]
    lines = _wrap(" ".join(words), size=size, width=width)
    room = max(1, int(height / (size * LEADING)))
    if len(lines) <= room:
        return Setting(lines, size)
    last = lines[room - 1]
    while length(f"{last}…", size=size) > width:
        last = last[:-1].rstrip()
    return Setting((*lines[: room - 1], f"{last}…"), size, cut=True)


def _pieces(word: str, *, size: float, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if length(pieces[-1] + letter, size=size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
