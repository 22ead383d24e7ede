"""The card a link is shared with: a picture, a name, the stars in force and who makes it."""

from __future__ import annotations

from io import BytesIO

import resvg_py
from PIL import Image, ImageOps

from catalog.art.labels import draw_stars
from catalog.art.lettering import LEADING, TEXT, clean, fit, write
from catalog.art.palettes import GOLD, LACQUER, PAPER, TEA
from catalog.art.printing import FONT_FILES

SIZE = WIDTH, HEIGHT = 1200, 630
"""What networks show uncropped (Open Graph, 1.91 : 1)."""
EDGE, SIDE = 40, 550  # the picture: a square this far from the left, the top and the foot
MIDDLE, ROOM = 890, 540  # of the words beside it
COLOURS = 255


def draw_card(*, name: str, maker: str, line: str, stars: int, shop: str) -> str:
    """The card without its picture, as SVG. ``line`` says where, ``stars`` is 0 without any."""
    setting = fit(clean(name), width=ROOM, height=215, largest=60, smallest=30)
    top = (305 if stars else 275) - setting.height / 2
    words = [
        write(
            said,
            x=MIDDLE,
            y=top + (n + 0.8) * setting.size * LEADING,
            size=setting.size,
            fill=TEA.ink,
        )
        for n, said in enumerate(setting.lines)
    ]
    under = top + setting.height + 50
    for said, size in ((maker, 30), (line, 26)):
        told = fit(clean(said), width=ROOM, height=size * LEADING, largest=size, smallest=16)
        if told.lines:
            words.append(
                write(
                    told.lines[0],
                    x=MIDDLE,
                    y=under,
                    size=told.size,
                    fill=TEA.trim,
                    family=TEXT,
                    weight=400,
                )
            )
        under += 42
    return _sheet("".join(words) + _ranked(stars) + _sign(shop))


def press(card: str, picture: bytes) -> bytes:
    """The card as PNG with the picture in its place, cut to a square about its middle."""
    png = resvg_py.svg_to_bytes(
        svg_string=card,
        width=WIDTH,
        font_files=FONT_FILES,
        font_family=TEXT,
        skip_system_fonts=True,
    )
    out = BytesIO()
    with Image.open(BytesIO(png)) as drawn, Image.open(BytesIO(picture)) as shown:
        sheet = drawn.convert("RGB")
        square = ImageOps.fit(shown.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
        sheet.paste(square, (EDGE, EDGE))
        sheet.quantize(COLOURS, dither=Image.Dither.FLOYDSTEINBERG).save(out, "PNG", optimize=True)
    return out.getvalue()


def _ranked(stars: int) -> str:
    """The row of stars and what it means, on the lacquer of the council's seal."""
    if not stars:
        return ""
    words = write(f"OCOP {stars} sao", x=MIDDLE, y=152, size=34, fill=PAPER)
    return (
        f'<rect x="{MIDDLE - 160}" y="56" width="320" height="120" rx="12" fill="{LACQUER}"/>'
        f'<rect x="{MIDDLE - 153}" y="63" width="306" height="106" rx="8" fill="none" '
        f'stroke="{PAPER}" stroke-width="2"/>{draw_stars(stars, x=MIDDLE, y=96, scale=1.5)}{words}'
    )


def _sign(shop: str) -> str:
    line = f'<path d="M{MIDDLE - 120} 546h240" stroke="{GOLD}" stroke-width="2"/>'
    return line + write(shop, x=MIDDLE, y=588, size=30, fill=TEA.trim)


def _sheet(drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{PAPER}"/>'
        f'<rect x="14" y="14" width="{WIDTH - 28}" height="{HEIGHT - 28}" rx="8" fill="none" '
        f'stroke="{GOLD}" stroke-width="2"/>{drawn}</svg>'
    )
