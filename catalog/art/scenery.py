"""Where it comes from: misty hills or islands at sea behind the table the goods stand on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from catalog.art.palettes import PAPER, WOOD, Palette, mix

HORIZON = 560
TABLE = 640
STEP = 25
RIBBONS, RIBBON = 5, 22


def draw_scenery(rng: Random, palette: Palette, *, seaside: bool) -> str:
    """Sky, sun, clouds, land or sea, and the table, all inside the frame of the print."""
    land = _islands(rng, palette) if seaside else _hills(rng, palette)
    return "".join((_sky(palette), _sun(rng, palette), _clouds(rng), _birds(rng, palette), land))


def draw_table(palette: Palette) -> str:
    """A wooden table along the lower edge, seen a little from above."""
    wood = mix(WOOD, palette.land, 0.22)
    grain = "".join(
        f'<path d="M0 {TABLE + 16 + n * 15}q{200 + n * 31} {(-1) ** n * 7} 420 0t420 0" '
        f'stroke="{mix(wood, palette.ink, 0.3)}" stroke-opacity=".3" stroke-width="1.6" '
        'fill="none"/>'
        for n in range(5)
    )
    return (
        f'<rect y="{TABLE}" width="800" height="120" fill="{wood}"/>'
        f'<rect y="{TABLE}" width="800" height="5" fill="{mix(wood, PAPER, 0.45)}"/>{grain}'
        f'<rect y="720" width="800" height="40" fill="{mix(wood, palette.ink, 0.34)}"/>'
    )


def _sky(palette: Palette) -> str:
    """Paper warming into mist, in bands too fine to see: they print faster than a gradient."""
    return "".join(
        f'<rect y="{n * 24}" width="800" height="26" '
        f'fill="{mix(palette.sky, palette.mist, n / 23)}"/>'
        for n in range(24)
    )


def _sun(rng: Random, palette: Palette) -> str:
    """A disc with the lines of the woodblock left in its lower half."""
    x, y, r = rng.choice((rng.randint(130, 190), rng.randint(610, 670))), rng.randint(135, 195), 66
    lines = "".join(
        f'<rect x="{x - r}" y="{y + 10 + n * 13}" width="{2 * r}" height="{2 + n * 1.3:.1f}" '
        f'fill="{mix(palette.sky, palette.mist, 0.35)}"/>'
        for n in range(4)
    )
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{palette.sun}"/>{lines}'


def _clouds(rng: Random) -> str:
    parts = []
    for _ in range(3):
        x, y, wide = rng.randint(20, 640), rng.randint(80, 330), rng.randint(110, 200)
        parts.append(
            f'<path d="M{x} {y}h{wide}a11 11 0 0 1 0 22h-{wide * 0.4:.0f}a8 8 0 0 0 0 '
            f"16h{wide * 0.3:.0f}"
            f"a9 9 0 0 1 0 18h-{wide * 0.62:.0f}a9 9 0 0 1 0-18h6a8 8 0 0 0 0-16H{x}a11 11 0 0 1 "
            '0-22Z" '
            'fill="#fffdf6" opacity=".62"/>'
        )
    return "".join(parts)


def _birds(rng: Random, palette: Palette) -> str:
    x, y = rng.randint(60, 150) + rng.choice((0, 480)), rng.randint(250, 320)
    strokes = "".join(
        f"M{x + dx} {y + dy}q8-9 14 0q6-9 14 0" for dx, dy in ((0, 0), (38, -16), (66, 6))
    )
    ink = mix(palette.land, palette.ink, 0.5)
    return (
        f'<path d="{strokes}" fill="none" stroke="{ink}" stroke-width="2.6" '
        'stroke-linecap="round" opacity=".6"/>'
    )


def _hills(rng: Random, palette: Palette) -> str:
    parts = []
    for layer, share in enumerate((0.34, 0.64, 0.94)):
        ink = mix(palette.mist, palette.land, share)
        skyline = _skyline(rng, top=360 + 84 * layer, swing=58 - 10 * layer)
        parts.append(_misty(skyline, ink, palette))
    return "".join(parts) + _terraces(rng, palette)


def _skyline(rng: Random, *, top: float, swing: float) -> list[int]:
    """Heights every STEP pixels: three waves added up, so no two are alike and none is jagged."""
    waves = [(rng.uniform(0, math.tau), rng.uniform(0.8, 1.2) * k) for k in (1, 2.3, 4.6)]
    return [
        round(top - swing * sum(_wave(x / 800, *wave) / n for n, wave in enumerate(waves, start=1)))
        for x in range(0, 801, STEP)
    ]


def _wave(share: float, phase: float, rate: float) -> float:
    return math.sin(phase + rate * share * math.tau)


def _misty(skyline: list[int], ink: str, palette: Palette) -> str:
    """Ink that thins out downwards into the mist, in ribbons along the skyline."""
    ridge = [f"{n * STEP} {y}" for n, y in enumerate(skyline)]
    ribbons = []
    for n in range(RIBBONS):
        colour = mix(ink, palette.mist, 0.78 * n / (RIBBONS - 1))
        lower = [f"{i * STEP} {y + RIBBON + 2}" for i, y in enumerate(skyline)]
        foot = "V700H0" if n == RIBBONS - 1 else "L" + "L".join(reversed(lower))
        ribbons.append(
            f'<path transform="translate(0 {n * RIBBON})" d="M{"L".join(ridge)}{foot}Z" '
            f'fill="{colour}"/>'
        )
    return "".join(ribbons)


def _terraces(rng: Random, palette: Palette) -> str:
    """Rice terraces: bright rims stepping down to the table."""
    rim = mix(palette.land, palette.sky, 0.7)
    bank = mix(palette.land, palette.ink, 0.12)
    parts = []
    for step in range(4):
        y, lift, lean = 588 + step * 17, rng.randint(10, 30), rng.randint(-14, 14)
        line = f"M0 {y + lean}Q200 {y - lift} 400 {y}T800 {y - lean}"
        colour = mix(palette.land, bank, step / 3)
        parts.append(f'<path d="{line}V760H0Z" fill="{colour}"/>')
        parts.append(
            f'<path d="{line}" fill="none" stroke="{rim}" stroke-width="2.6" opacity=".75"/>'
        )
    return "".join(parts)


def _islands(rng: Random, palette: Palette) -> str:
    """Limestone islands of the bay, paler the farther they stand, the water and two sails."""
    parts = []
    for layer, share in enumerate((0.24, 0.46, 0.74)):
        ink = mix(palette.mist, palette.land, share)
        lit = mix(ink, palette.sky, 0.22)
        for rock, shade in _rocks(rng, foot=500 + 32 * layer, tall=230 - 38 * layer):
            parts.append(f'<path d="{rock}" fill="{lit}"/><path d="{shade}" fill="{ink}"/>')
    return "".join(parts) + _water(rng, palette)


def _rocks(rng: Random, *, foot: int, tall: int) -> Iterator[tuple[str, str]]:
    """Outlines of rocks from left to right, each with the outline of its shaded side."""
    x = rng.randint(-120, -20)
    while x < 800:  # noqa: PLR2004 - the width of the drawing
        w, h, lean = rng.randint(80, 170), rng.randint(tall // 2, tall), rng.uniform(0.36, 0.6)
        base, top = foot + 60, f"{x + w * lean:.0f} {foot - h}"
        left = f"C{x + w * 0.06:.0f} {foot - h * 0.62:.0f} {x + w * 0.18:.0f} {foot - h} {top}"
        right = (
            f"C{x + w * 0.86:.0f} {foot - h} {x + w * 0.88:.0f} {foot - h * 0.4:.0f} {x + w} {base}"
        )
        fold = f"H{x + w * 0.5:.0f}Q{x + w * 0.36:.0f} {foot - h * 0.35:.0f} {top}"
        yield f"M{x} {base}{left}{right}Z", f"M{top}{right}{fold}Z"
        x += w + rng.randint(-26, 90)


def _water(rng: Random, palette: Palette) -> str:
    sea = mix(palette.mist, palette.land, 0.5)
    glints = "".join(
        f"M{rng.randint(10, 740)} {HORIZON + 12 + n * 5}h{rng.randint(24, 90)}" for n in range(15)
    )
    return (
        f'<rect y="{HORIZON}" width="800" height="200" fill="{sea}"/>'
        f'<path d="{glints}" stroke="{mix(sea, PAPER, 0.7)}" stroke-width="2.4" '
        f'stroke-linecap="round" opacity=".8"/>'
        f"{_sail(rng.randint(70, 130), 1.0, palette)}{_sail(rng.randint(670, 720), 0.72, palette)}"
    )


def _sail(x: int, scale: float, palette: Palette) -> str:
    """A junk with two ribbed sails."""
    ink = mix(palette.ink, palette.land, 0.25)
    return (
        f'<g transform="translate({x} {HORIZON + 22}) scale({scale})"><path d="M-44 0h88l-14 '
        '18h-58Z" '
        f'fill="{ink}"/><path d="M-4-6V-92C30-80 44-44 42-6Z" fill="{palette.sun}"/>'
        f'<path d="M-10-6V-70C-36-58-42-30-40-6Z" fill="{mix(palette.sun, PAPER, 0.25)}"/>'
        f'<path d="M-4-28h44M-4-50h37M-4-70h24M-10-26h-30M-10-46h-24" stroke="{ink}" '
        'stroke-width="1.8" opacity=".55"/></g>'
    )
