"""The emblem of a producer who sent no logo: a round seal with its initials."""

from __future__ import annotations

from random import Random

from catalog.art.lettering import LEADING, clean, length, write
from catalog.art.palettes import (
    CHILLI,
    CLAY,
    COFFEE,
    GOLD,
    HONEY,
    INDIGO,
    LABEL,
    PLUM,
    SAGE,
    SEA,
    TEA,
)

INKS = tuple(p.trim for p in (TEA, SEA, INDIGO, PLUM, CHILLI, CLAY, COFFEE, HONEY, SAGE))
# Words that say what form a producer has, not who it is.
FORM_WORDS = (
    "công ty tnhh cp ctcp cổ phần htx hợp tác xã hộ kinh doanh sxkd cơ sở sản xuất thương mại "
    "dịch vụ tổ doanh nghiệp tư nhân mtv một thành viên xnk và trang trại xưởng chế biến"
)
FORMS = frozenset(FORM_WORDS.split())
LETTERS = 2


def draw_emblem(*, name: str, seed: str) -> str:
    """A seal of 200 by 200 with up to two initials of the name proper, the same for each seed."""
    rng = Random(f"emblem {seed}")  # noqa: S311 - it picks an ink, it keeps no secret
    ink, motif = rng.choice(INKS), rng.choice((_sprigs, _waves, _hills))
    letters = initials(name)
    size = min(76.0, 104 / max(length(letters, size=1), 0.1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">'
        f'<circle cx="100" cy="100" r="98" fill="{ink}"/>'
        f'<circle cx="100" cy="100" r="90" fill="none" stroke="{GOLD}" stroke-width="1.6"/>'
        f'<circle cx="100" cy="100" r="84" fill="{LABEL}"/>'
        f'<circle cx="100" cy="100" r="78" fill="none" stroke="{ink}" '
        f'stroke-width="1.2"/>{motif(ink)}'
        f"{write(letters, x=100, y=88 + size * (LEADING - 0.85), size=size, fill=ink)}</svg>"
    )


def initials(name: str) -> str:
    """The first letters of the last two words that name the producer: "HTX Chè Hảo Đạt" is HĐ."""
    letters = "".join(c if c.isalnum() else " " for c in clean(name.partition("(")[0]))
    proper = [word for word in letters.split() if word.lower() not in FORMS]
    return "".join(word[0] for word in (proper or letters.split() or "•")[-LETTERS:]).upper()


def _sprigs(ink: str) -> str:
    """Two leafy twigs that meet below the letters."""
    leaves = "".join(
        f'<path transform="translate({100 + s * x} {y}) scale({s} 1) rotate({a})" '
        f'd="M0 0q10-10 20 0q-10 8-20 0Z" fill="{ink}"/>'
        for s in (-1, 1)
        for x, y, a in ((10, 154, 30), (22, 150, -8), (34, 143, -24), (45, 133, -42))
    )
    stem = "M100 160q-34-2-54-30M100 160q34-2 54-30"
    return (
        f'{leaves}<path d="{stem}" fill="none" stroke="{ink}" stroke-width="2"/>'
        f'<circle cx="100" cy="158" r="4" fill="{GOLD}"/>'
    )


def _waves(ink: str) -> str:
    rows = "".join(
        f"M{100 - 14 * n} {y}" + "q7-8 14 0t14 0" * n for n, y in ((3, 138), (2, 149), (1, 160))
    )
    return f'<path d="{rows}" fill="none" stroke="{ink}" stroke-width="3" stroke-linecap="round"/>'


def _hills(ink: str) -> str:
    return (
        f'<path d="M50 152q16-24 30-8 12-26 28-6 12-16 24-2 8-4 18 16Z" fill="{ink}"/>'
        f'<path d="M62 158h76M74 165h52" stroke="{GOLD}" stroke-width="2.4" '
        'stroke-linecap="round"/>'
    )
