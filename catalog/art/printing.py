"""From drawing to picture: SVG becomes WebP with the fonts that are bundled here, no others."""

from __future__ import annotations

from io import BytesIO

import resvg_py
from PIL import Image

from catalog.art.lettering import FILES, TEXT

FONT_FILES = [str(path) for path in FILES.values()]


def raster(svg: str, *, width: int) -> bytes:
    """The drawing as a WebP picture `width` pixels wide, its height in proportion."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        font_files=FONT_FILES,
        font_family=TEXT,
        skip_system_fonts=True,
    )
    out = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        picture.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()
