"""Icons of what is inside, from Fluent Emoji Flat, with their colours settled for print."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from catalog.art.palettes import LABEL as RIM
from catalog.art.palettes import settle

ASSETS = Path(__file__).parent / "assets"


def draw_icon(name: str, *, x: float, y: float, size: float, turn: float = 0) -> str:
    """The icon in a square, its top left corner at (x, y), turned by degrees about its middle."""
    scale = size / 32
    spin = f" rotate({turn:g} 16 16)" if turn else ""
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f}){spin}">{_body(name)}</g>'


def draw_cutout(name: str, *, x: float, y: float, size: float, turn: float = 0) -> str:
    """The icon as if cut from paper with a thin rim, so that each stays itself in a heap."""
    drawn = draw_icon(name, x=x, y=y, size=size, turn=turn)
    rim = f'stroke="{RIM}" stroke-width="1.5" stroke-linejoin="round"'
    return f"<g {rim}>{drawn}</g>{drawn}"


def names() -> frozenset[str]:
    """Every icon that is bundled."""
    return frozenset(_bundle())


@cache
def _bundle() -> dict[str, str]:
    bodies: dict[str, str] = json.loads((ASSETS / "icons.json").read_text(encoding="utf-8"))
    return bodies


@cache
def _body(name: str) -> str:
    return re.sub(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", _settled, _bundle()[name])


def _settled(found: re.Match[str]) -> str:
    return settle(found[0])
