"""Goods shown openly, in a basket, on a tray, in a pot or on a stand, with the name on a sign."""

from __future__ import annotations

from random import Random

from catalog.art.icons import draw_cutout, draw_icon
from catalog.art.labels import Box
from catalog.art.palettes import GOLD, PAPER, WOOD, Palette, mix
from catalog.art.vessels import Vessel, solid

CANE = "#cf9b5c"
CANE_DARK = "#8d5c2c"


def basket(rng: Random, palette: Palette, icon: str) -> Vessel:
    """Fresh greens and fruit heaped in a woven basket."""
    back = ((292, 300, 150), (508, 296, 150), (400, 262, 164))
    front = ((232, 366, 160), (346, 356, 176), (462, 356, 176), (570, 368, 160))
    heap = "".join(_about(icon, x, y, size, rng) for x, y, size in (*back, *front))
    shape = "M150 424h500l-46 250q-4 20-26 20H222q-22 0-26-20Z"
    weave = "".join(_row(y) for y in range(452, 700, 26))
    rim = f'<rect x="136" y="404" width="528" height="40" rx="20" fill="{CANE_DARK}"/>'
    twist = "".join(f"M{x} 410l16 28" for x in range(150, 650, 22))
    drawing = (
        f"{heap}{solid(shape, CANE, weave)}{rim}"
        f'<path d="{twist}" stroke="{CANE}" stroke-width="4" opacity=".7"/>'
    )
    del palette
    return Vessel(drawing, Box(226, 464, 348, 206), 254)


def tray(rng: Random, palette: Palette, icon: str) -> Vessel:
    """Fresh meat, eggs and seafood on a round bamboo tray lined with a leaf."""
    leaf = mix("#6f9a58", palette.land, 0.15)
    rings = "".join(
        f'<ellipse cx="400" cy="420" rx="{300 - n * 24}" ry="{104 - n * 9}" fill="none" '
        f'stroke="{CANE_DARK}" stroke-opacity=".4" stroke-width="3"/>'
        for n in range(5)
    )
    icons = "".join(
        _about(icon, x, y, size, rng)
        for x, y, size in ((262, 336, 190), (538, 336, 190), (400, 316, 240))
    )
    drawing = (
        f'<ellipse cx="400" cy="440" rx="312" ry="112" fill="{CANE_DARK}"/>'
        f'<ellipse cx="400" cy="422" rx="312" ry="108" fill="{CANE}"/>{rings}'
        '<path d="M150 420Q270 330 400 350 560 330 660 424 520 500 400 486 260 500 150 420Z" '
        f'fill="{leaf}"/>'
        f'<path d="M160 420Q400 400 650 424" stroke="{PAPER}" stroke-opacity=".45" '
        'stroke-width="4" '
        f'fill="none"/>{icons}'
    )
    return Vessel(drawing, Box(206, 474, 388, 212), 290)


def pot(rng: Random, palette: Palette, icon: str) -> Vessel:
    """Flowers or a small tree in a glazed pot."""
    spots = ((270, 262, 190), (530, 262, 190), (400, 206, 210), (330, 344, 180), (470, 344, 180))
    single = icon in {"deciduous-tree", "tanabata-tree"}
    plants = ((400, 246, 380),) if single else spots
    bunch = "".join(
        _about(icon, x, y, size, rng, swing=0 if single else 12) for x, y, size in plants
    )
    shape = "M196 446h408l-34 222q-4 26-32 26H262q-28 0-32-26Z"
    rim = "M180 404h440q12 0 12 12v24q0 12-12 12H180q-12 0-12-12v-24q0-12 12-12Z"
    drawing = (
        f"{bunch}{solid(shape, palette.body)}{solid(rim, palette.trim)}"
        f'<path d="M168 446h464v5H168Z" fill="{GOLD}"/>'
    )
    return Vessel(drawing, Box(236, 468, 328, 204), 214)


def plinth(rng: Random, palette: Palette, icon: str) -> Vessel:
    """Crafts and pets: one fine thing in a moon gate, above its name."""
    del rng
    gate = mix(palette.sky, PAPER, 0.5)
    drawing = (
        f'<circle cx="400" cy="290" r="206" fill="{palette.trim}"/>'
        f'<circle cx="400" cy="290" r="190" fill="{gate}"/>'
        f'<circle cx="400" cy="290" r="182" fill="none" stroke="{GOLD}" stroke-width="2.5"/>'
        f"{draw_icon(icon, x=265, y=152, size=270)}"
        f'<path d="M216 440h368l26 30H190Z" fill="{mix(palette.body, PAPER, 0.25)}"/>'
        f"{solid('M190 470h420v224H190Z', palette.body)}"
    )
    return Vessel(drawing, Box(208, 480, 384, 204), 226)


def cloth(rng: Random, palette: Palette, icon: str) -> Vessel:
    """Textiles: a length of brocade hanging from its roll."""
    del rng, icon
    bands = _brocade(224, palette) + _brocade(618, palette)
    fringe = "".join(f"M{x} 680v22" for x in range(196, 610, 12))
    drawing = (
        f"{solid('M190 160h420v520H190Z', palette.body, bands)}"
        f'<path d="{fringe}" stroke="{palette.body}" stroke-width="5"/>'
        f'<rect x="130" y="132" width="540" height="26" rx="13" fill="{CANE_DARK}"/>'
        '<rect x="176" y="106" width="448" height="78" rx="39" '
        f'fill="{mix(palette.body, palette.ink, 0.25)}"/>'
        f'<path d="M190 128q210 12 420 0M190 160q210 12 420 0" stroke="{GOLD}" stroke-width="4" '
        'fill="none"/>'
    )
    return Vessel(drawing, Box(236, 276, 328, 336), 240)


def village(rng: Random, palette: Palette, icon: str) -> Vessel:
    """A place to visit: roofs among trees, behind the board with its name."""
    del icon
    side = rng.choice((-1, 1))
    parts = (
        ("deciduous-tree", 400 + side * 250, 330, 210),
        ("evergreen-tree", 400 - side * 268, 352, 190),
        ("hut", 400 - side * 120, 336, 250),
        ("house-with-garden", 400 + side * 96, 350, 240),
        ("sunflower", 400 - side * 236, 420, 100),
    )
    scene = "".join(draw_cutout(n, x=x - s / 2, y=y - s / 2, size=s) for n, x, y, s in parts)
    post = mix(WOOD, palette.ink, 0.45)
    board = mix(WOOD, palette.ink, 0.2)
    drawing = (
        '<ellipse cx="400" cy="470" rx="380" ry="50" '
        f'fill="{mix(palette.land, "#9bb86a", 0.5)}"/>{scene}'
        f'<path d="M190 470h22v224h-22ZM588 470h22v224h-22Z" fill="{post}"/>'
        f'<rect x="138" y="456" width="524" height="212" rx="12" fill="{board}"/>'
    )
    return Vessel(drawing, Box(150, 468, 500, 188), 240)


DISPLAYS = {show.__name__: show for show in (basket, tray, pot, plinth, cloth, village)}


def _about(icon: str, x: int, y: int, size: int, rng: Random, *, swing: int = 14) -> str:
    """The icon about its middle, leaning a little, as heaped things do."""
    turn = rng.randint(-swing, swing) if swing else 0
    return draw_cutout(icon, x=x - size / 2, y=y - size / 2, size=size, turn=turn)


def _row(y: int) -> str:
    """One row of weaving, over and under."""
    inset = 150 + (y - 424) * 46 / 250
    shift = 0 if (y // 26) % 2 else 17
    stitches = "".join(
        f"M{x} {y}q8.5-9 17 0" for x in range(int(inset) + 8 + shift, int(800 - inset) - 18, 34)
    )
    return (
        f'<path d="M{inset:.0f} {y}H{800 - inset:.0f}" stroke="{CANE_DARK}" stroke-opacity=".35" '
        f'stroke-width="3"/><path d="{stitches}" stroke="{CANE_DARK}" stroke-opacity=".55" '
        'stroke-width="5" fill="none" stroke-linecap="round"/>'
    )


def _brocade(y: int, palette: Palette) -> str:
    """Diamonds between two stripes."""
    diamonds = "".join(f"M{x} {y - 20}l14 20-14 20-14-20Z" for x in range(220, 600, 36))
    hearts = "".join(f"M{x} {y - 8}l6 8-6 8-6-8Z" for x in range(220, 600, 36))
    return (
        f'<path d="M190 {y - 36}h420v7H190ZM190 {y + 29}h420v7H190Z" fill="{GOLD}"/>'
        f'<path d="{diamonds}" fill="{palette.mist}"/><path d="{hearts}" fill="#b8412f"/>'
    )
