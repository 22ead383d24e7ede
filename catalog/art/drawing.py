"""The whole print: a landscape with the goods on a table, framed in paper, saying what it is."""

from __future__ import annotations

from random import Random

from catalog.art.displays import DISPLAYS
from catalog.art.goods import icon_for, is_seaside, kind_of, package_for
from catalog.art.labels import Wording, draw_label
from catalog.art.lettering import TEXT, clean, write
from catalog.art.palettes import GOLD, PAPER, Palette, mix
from catalog.art.scenery import draw_scenery, draw_table
from catalog.art.vessels import FOOT, VESSELS, Vessel

CAPTION = "Hình minh họa – chưa có ảnh thật"
MOST_STARS = 5
LONGEST_NAME = 160  # letters; no label has room for more
MARGIN = (  # all the paper but the window of the print, corners rounded by 10
    "M0 0H800V800H0ZM30 20H770a10 10 0 0 1 10 10V734a10 10 0 0 1-10 10H30a10 10 0 0 1-10-10V30"
    "a10 10 0 0 1 10-10Z"
)


def draw(*, name: str, set_no: int, seed: str, stars: int = 0) -> str:
    """A picture of a product nobody has photographed yet, as an SVG of 800 by 800.

    The same arguments always draw the same picture. `set_no` is the OCOP criteria set (1 to 26;
    Decision 148/QĐ-TTg), `stars` is 0 where no decision gave any. Whatever cannot be printed in
    `name` is left out.
    """
    rng = Random(f"label art {seed}")  # noqa: S311 - it places clouds, it keeps no secret
    kind = kind_of(set_no)
    said = _shortened(clean(name)) or kind.kicker
    palette = rng.choice(kind.palettes)
    icon = icon_for(said, kind)
    shown = min(max(stars, 0), MOST_STARS)
    wording = Wording(kicker=kind.kicker, name=said, stars=shown, icon=icon)
    scenery = draw_scenery(rng, palette, seaside=is_seaside(said, set_no))
    goods = _goods(rng, palette, package=package_for(said, set_no), wording=wording)
    return _frame(scenery + draw_table(palette) + goods, palette)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…"


def _goods(rng: Random, palette: Palette, *, package: str, wording: Wording) -> str:
    """The package with shadow and label; goods shown openly need no icon on theirs."""
    if package in VESSELS:
        vessel, with_icon = VESSELS[package](palette), True
    else:
        vessel, with_icon = DISPLAYS[package](rng, palette, wording.icon), package == "cloth"
    label = draw_label(vessel.label, wording, palette, with_icon=with_icon)
    return _shadow(vessel, palette) + vessel.drawing + label


def _shadow(vessel: Vessel, palette: Palette) -> str:
    return (
        f'<ellipse cx="414" cy="{FOOT}" rx="{vessel.shadow + 26}" ry="20" fill="{palette.ink}" '
        'opacity=".16"/>'
        f'<ellipse cx="406" cy="{FOOT}" rx="{vessel.shadow}" ry="12" fill="{palette.ink}" '
        'opacity=".28"/>'
    )


def _frame(scene: str, palette: Palette) -> str:
    """The scene inside a paper margin, the caption in the margin as under a print."""
    caption = write(
        CAPTION,
        x=400,
        y=780,
        size=25,
        fill=mix(palette.ink, PAPER, 0.18),
        family=TEXT,
        weight=400,
        spacing=0.4,
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">'
        f'{scene}<path d="{MARGIN}" fill="{PAPER}" fill-rule="evenodd"/>'
        f'<rect x="20" y="20" width="760" height="724" rx="10" fill="none" '
        f'stroke="{palette.ink}" stroke-opacity=".3" stroke-width="2"/>'
        f'<rect x="28" y="28" width="744" height="708" rx="6" fill="none" stroke="{GOLD}" '
        f'stroke-opacity=".55" stroke-width="1.4"/>{caption}</svg>'
    )
