"""Packages with a label on their front: bottles, jars, tins, bags and boxes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from catalog.art.labels import Box
from catalog.art.palettes import GOLD, LACQUER, PAPER, Palette, mix

FOOT = 694  # where everything stands
VOLUME = (
    (0, "#1a0f08", 0.2),
    (0.2, "#ffffff", 0.17),
    (0.48, "#ffffff", 0.02),
    (1, "#1a0f08", 0.25),
)


@dataclass(frozen=True, slots=True)
class Vessel:
    """A drawn package, where its label goes, and half the width of its shadow."""

    drawing: str
    label: Box
    shadow: int


def bottle(palette: Palette) -> Vessel:
    """Fish sauce: broad shoulders, a foil cap and a paper neck band."""
    glass = mix(palette.body, palette.ink, 0.35)
    shape = (
        "M352 150h96v66c0 40 106 52 106 140v310q0 28-28 28H274q-28 0-28-28V356"
        "c0-88 106-100 106-140Z"
    )
    drawing = (
        solid(shape, glass)
        + _cap(346, 92, 108, 66, palette.trim)
        + f'<path d="M352 176h96v22h-96Z" fill="{GOLD}"/>'
        + _shine("M270 380c0-56 44-72 72-98")
    )
    return Vessel(drawing, Box(250, 352, 300, 306), 190)


def wine(palette: Palette) -> Vessel:
    """Wines and liqueurs: high shoulders and a long capsule with a gold ring."""
    glass = mix(palette.body, palette.ink, 0.45)
    shape = (
        "M362 130h76v120c0 36 108 40 108 112v304q0 28-28 28H282q-28 0-28-28V362"
        "c0-72 108-76 108-112Z"
    )
    drawing = (
        solid(shape, glass)
        + _cap(356, 78, 88, 150, mix(palette.trim, LACQUER, 0.5))
        + f'<path d="M356 196h88v8h-88ZM356 210h88v3h-88Z" fill="{GOLD}"/>'
        + _shine("M276 390c0-60 30-66 62-84")
    )
    return Vessel(drawing, Box(256, 352, 288, 310), 184)


def flask(palette: Palette) -> Vessel:
    """White spirit: a glazed jar with a cloth stopper tied with string."""
    glaze = mix(PAPER, palette.mist, 0.25)
    shape = (
        "M352 176h96c-2 46 12 62 56 90 58 36 88 96 88 170 0 110-44 200-90 "
        "258H298c-46-58-90-148-90-258 "
        "0-74 30-134 88-170 44-28 58-44 56-90Z"
    )
    bands = (
        f'<path d="M218 352q182 54 364 0M210 378q190 58 380 0" stroke="{palette.body}" '
        'stroke-width="7" fill="none"/>'
    )
    stopper = (
        f'<path d="M340 186c-14-50-6-92 60-96 66 4 74 46 60 96Z" fill="{LACQUER}"/>'
        f'<path d="M372 110q-14 40-10 74M400 94v90M428 110q14 40 10 74" stroke="{palette.ink}" '
        'stroke-opacity=".3" stroke-width="3" fill="none"/><path d="M338 182q62 18 124 0v14q-62 '
        "18-124 "
        f'0Z" fill="{GOLD}"/>'
    )
    return Vessel(solid(shape, glaze, bands) + stopper, Box(252, 344, 296, 304), 170)


def water(palette: Palette) -> Vessel:
    """Water and soft drinks: a clear ribbed bottle."""
    clear = mix("#e9f5f6", palette.mist, 0.45)
    shape = (
        "M358 148h84v40c0 50 108 62 108 152v320q0 34-34 34H284q-34 0-34-34V340"
        "c0-90 108-102 108-152Z"
    )
    level = f'<path d="M240 300q80-16 160 0t160 0v400H240Z" fill="{palette.body}" opacity=".28"/>'
    ribs = '<path d="M250 668h300M250 682h300" stroke="#fff" stroke-width="3" opacity=".6"/>'
    drawing = solid(shape, clear, level + ribs) + _cap(350, 96, 100, 58, palette.trim)
    return Vessel(drawing + _shine("M274 360c4-70 44-80 74-112"), Box(254, 350, 292, 302), 184)


def jar(palette: Palette) -> Vessel:
    """Honey, floss, spices: a glass jar under a cloth tied with string."""
    glass = "M232 250h336q32 22 32 66v318q0 60-60 60H260q-60 0-60-60V316q0-44 32-66Z"
    cloth = mix(palette.trim, LACQUER, 0.25)
    cover = (
        '<path d="M236 214C250 140 300 122 400 122s150 18 164 92l34 62q-26 14-44-4-20 18-44 2-22 '
        "18-44 "
        f'2-22 18-44 0-22 18-44 0-22 16-44-2-22 16-44-2-24 14-44-2-18 18-44 4Z" fill="{cloth}"/>'
        f'<path d="M236 214q164 34 328 0l5 10q-169 38-338 0Z" fill="{GOLD}"/>'
        '<path d="M292 146q-20 30-24 62M400 134v84M508 146q20 30 24 62M346 136q-8 40-8 78M454 '
        "136q8 40 8 "
        f'78" stroke="{palette.ink}" stroke-opacity=".22" stroke-width="3" fill="none"/>'
    )
    inside = mix("#dba04a", palette.land, 0.3)
    drawing = solid(glass, inside) + cover + _shine("M224 340v240")
    return Vessel(drawing, Box(244, 306, 312, 352), 220)


def caddy(palette: Palette) -> Vessel:
    """Teas and herbs: a lacquered tin with a fitted lid and gold bands."""
    shape = "M226 214h348v454q0 26-26 26H252q-26 0-26-26Z"
    lid = "M214 128q0-20 20-20h332q20 0 20 20v92H214Z"
    bands = f'<path d="M226 232h348v5H226ZM226 662h348v5H226ZM226 672h348v2H226Z" fill="{GOLD}"/>'
    ring = f'<path d="M214 204h372v5H214ZM214 132h372v3H214Z" fill="{GOLD}"/>'
    knob = f'<path d="M368 108q0-22 32-22t32 22Z" fill="{mix(palette.trim, palette.ink, 0.4)}"/>'
    petals = _petals(168, palette)
    drawing = solid(shape, palette.body, bands) + knob + solid(lid, palette.trim, ring + petals)
    return Vessel(drawing, Box(250, 258, 300, 388), 210)


def pouch(palette: Palette) -> Vessel:
    """Dry goods: a stand-up paper bag with a printed seal strip."""
    shape = (
        "M204 116h392l-8 70c16 150 20 330 18 478q-2 30-32 30H226q-30 0-32-30c-2-148 2-328 18-478Z"
    )
    top = f'<path d="M200 110h400v72H200Z" fill="{palette.trim}"/>'
    seams = (
        f'<path d="M200 182h400v5H200Z" fill="{GOLD}"/><path d="M200 128h400M200 138h400" '
        f'stroke="{PAPER}" stroke-opacity=".28" stroke-width="2"/>'
        f'<circle cx="400" cy="158" r="12" fill="{PAPER}" opacity=".85"/>'
        f'<path d="M190 640q210 54 420 0v60H190Z" fill="{palette.trim}" opacity=".2"/>'
    )
    return Vessel(solid(shape, palette.body, top + seams), Box(238, 222, 324, 398), 226)


def gusset(palette: Palette) -> Vessel:
    """Coffee and cocoa: a side-folded bag rolled shut with a tin tie."""
    shape = "M214 190h372l12 476q0 28-28 28H230q-28 0-28-28Z"
    sides = '<path d="M214 190l34 0-12 504h-40ZM586 190h-34l12 504h40Z" fill="#000" opacity=".14"/>'
    roll = (
        f'<path d="M222 110h356q10 0 10 10v76H212v-76q0-10 10-10Z" fill="{palette.trim}"/>'
        f'<path d="M196 150h408v20H196Z" fill="{GOLD}"/>'
        f'<path d="M212 128h376" stroke="{PAPER}" stroke-opacity=".3" stroke-width="2.5"/>'
    )
    kraft = mix(palette.body, "#c79d6d", 0.55)
    return Vessel(solid(shape, kraft, sides) + roll, Box(244, 226, 312, 420), 216)


def sack(palette: Palette) -> Vessel:
    """Rice and grain: a woven sack tied at the neck."""
    shape = (
        "M318 204c-40 30-110 44-124 120-14 90-10 220 4 320q6 50 60 50h284q54 0 60-50c14-100 "
        "18-230 4-320"
        "-14-76-84-90-124-120Z"
    )
    weave = "".join(f"M180 {y}q220 {14 if y % 40 else 8} 440 0" for y in range(220, 700, 20))
    threads = "".join(f"M{x} 200q{(x - 400) // 9} 250 0 500" for x in range(190, 630, 22))
    cloth = (
        f'<path d="{weave}{threads}" stroke="{palette.trim}" stroke-opacity=".16" stroke-width="2" '
        'fill="none"/>'
    )
    ears = (
        '<path d="M326 200c-28-30-54-52-50-88 22 6 32 18 44 12 12-8 22-26 40-22 16 4 22 20 40 '
        "20s24-16 "
        f'40-20c18-4 28 14 40 22 12 6 22-6 44-12 4 36-22 58-50 88Z" fill="{palette.body}"/>'
        f'<path d="M352 130l14 66M400 130v68M448 130l-14 66" stroke="{palette.trim}" '
        'stroke-opacity=".3" '
        f'stroke-width="3"/><path d="M314 188q86 22 172 0v24q-86 22-172 0Z" fill="{LACQUER}"/>'
    )
    return Vessel(solid(shape, palette.body, cloth) + ears, Box(242, 298, 316, 350), 226)


def box(palette: Palette) -> Vessel:
    """Sweets and cooked food: a gift box with a lid, a paper band and a gold edge."""
    top = f'<path d="M186 212l52-70h324l52 70Z" fill="{mix(palette.body, "#ffffff", 0.26)}"/>'
    shape = "M186 212h428v464q0 18-18 18H204q-18 0-18-18Z"
    band = (
        f'<path d="M186 212h428v46H186Z" fill="{palette.trim}"/>'
        f'<path d="M186 258h428v4H186ZM186 676h428v4H186Z" fill="{GOLD}"/>'
    )
    ribbon = f'<path d="M366 142h68l10 70h-88Z" fill="{palette.trim}"/>'
    petals = _petals(236, palette)
    drawing = top + ribbon + solid(shape, palette.body, band + petals)
    return Vessel(drawing, Box(232, 284, 336, 378), 236)


def vial(palette: Palette) -> Vessel:
    """Essential oil: an amber bottle with a dropper."""
    amber = mix("#8a4f1d", palette.ink, 0.2)
    shape = "M338 268h124v24q118 20 118 100v262q0 40-40 40H260q-40 0-40-40V392q0-80 118-100Z"
    dropper = (
        '<path d="M366 190c-6-76-2-104 34-104s40 28 34 104Z" '
        f'fill="{mix(palette.trim, "#222222", 0.3)}"/>'
        f'<path d="M328 190q0-10 10-10h124q10 0 10 10v82H328Z" fill="{palette.trim}"/>'
        f'<path d="M328 196h144v4H328ZM328 258h144v4H328Z" fill="{GOLD}"/>'
        '<path d="M346 204v48M364 204v48M382 204v48M400 204v48M418 204v48M436 204v48M454 204v48" '
        'stroke="#000" stroke-opacity=".18" stroke-width="4"/>'
    )
    drawing = solid(shape, amber) + dropper + _shine("M246 420c2-44 30-62 66-72")
    return Vessel(drawing, Box(240, 356, 320, 304), 210)


def cream(palette: Palette) -> Vessel:
    """Balms and creams: a low porcelain jar."""
    shape = "M176 352h448v268q0 74-74 74H250q-74 0-74-74Z"
    lid = "M160 246q0-30 30-30h420q30 0 30 30v110H160Z"
    ring = f'<path d="M160 336h480v6H160Z" fill="{GOLD}"/>{_petals(286, palette)}'
    pale = mix(PAPER, palette.mist, 0.4)
    return Vessel(solid(shape, pale) + solid(lid, palette.body, ring), Box(228, 374, 344, 290), 244)


VESSELS = {
    make.__name__: make
    for make in (bottle, wine, flask, water, jar, caddy, pouch, gusset, sack, box, vial, cream)
}


def solid(shape: str, colour: str, pattern: str = "") -> str:
    """A filled outline, rounded by light from the left, with what is printed on it.

    Light and shade are mixed into the ink: see-through paint is what costs time to print.
    """
    name = f"s{zlib.crc32((shape + colour).encode()):x}"
    stops = "".join(
        f'<stop offset="{at}" stop-color="{mix(colour, tint, share)}"/>'
        for at, tint, share in VOLUME
    )
    gradient = f'<linearGradient id="{name}">{stops}</linearGradient>'
    filled = f'{gradient}<path d="{shape}" fill="url(#{name})"/>'
    if not pattern:
        return filled
    clip = f'<clipPath id="{name}c"><path d="{shape}"/></clipPath>'
    return f'{filled}{clip}<g clip-path="url(#{name}c)">{pattern}</g>'


def _cap(x: int, y: int, width: int, height: int, colour: str) -> str:
    shape = f"M{x} {y + 12}q0-12 12-12h{width - 24}q12 0 12 12v{height - 12}h-{width}Z"
    return solid(shape, colour)


def _shine(path: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="#fff" stroke-opacity=".38" stroke-width="11" '
        'stroke-linecap="round"/>'
    )


def _petals(y: int, palette: Palette) -> str:
    """A row of four-petalled flowers, the border of old cake boxes."""
    flower = "M0-9q7 2 0 9q7-7 9 0q-2 7-9 0q7 7 0 9q-7-2 0-9q-7 7-9 0q2-7 9 0q-7-7 0-9Z"
    ink = mix(GOLD, palette.sky, 0.25)
    return "".join(
        f'<path transform="translate({x} {y})" d="{flower}" fill="{ink}"/>'
        for x in range(196, 610, 34)
    )
