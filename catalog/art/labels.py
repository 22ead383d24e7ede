"""The label on the package: kicker, icon, name and stars inside a frame with scooped corners."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.art.icons import draw_icon
from catalog.art.lettering import LEADING, TEXT, Setting, fit, length, write
from catalog.art.palettes import GOLD, LABEL, Palette, mix

STAR = "M0-12 3.2-3.9 12-3.5 5.1 1.9 7.4 10.3 0 5.5-7.4 10.3-5.1 1.9-12-3.5-3.2-3.9Z"
PAD = 24
READABLE = 24  # pixels of 800: a little under ten on a card 320 wide


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Wording:
    """What a label says: the kind of goods, the name, the stars (0 for none) and the icon."""

    kicker: str
    name: str
    stars: int
    icon: str


def draw_label(box: Box, wording: Wording, palette: Palette, *, with_icon: bool = True) -> str:
    """A paper label; the icon takes what room the name leaves it."""
    plan = _plan(box, wording, with_icon=with_icon)
    setting, icon = plan.setting, plan.icon
    parts = [_frame(box, palette)]
    if plan.kicker:
        parts.append(_kicker(wording.kicker, box, palette))
    if icon:
        parts.append(draw_icon(wording.icon, x=box.middle - icon / 2, y=plan.top, size=icon))
    baseline = plan.top + icon + setting.size * (LEADING / 2 + 0.36)
    for number, line in enumerate(setting.lines):
        at = baseline + number * setting.size * LEADING
        parts.append(write(line, x=box.middle, y=at, size=setting.size, fill=palette.ink))
    parts.append(draw_stars(wording.stars, x=box.middle, y=box.y + box.height - PAD - 13))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a label shares its room: the name, the icon (0 for none) and whether a kicker stays."""

    setting: Setting
    icon: float
    top: float
    kicker: bool


def _plan(box: Box, wording: Wording, *, with_icon: bool) -> Plan:
    """The usual share; a very long name takes room from the icon, then from the kicker."""
    foot = 40 if wording.stars else 0
    for least, head in ((0.36, 30), (0.22, 30), (0.16, 0)):
        room = box.height - 2 * PAD - head - foot
        kept = min(130, least * room) if with_icon else 0
        setting = fit(wording.name, width=box.width - 2 * PAD, height=room - kept - 8, largest=50)
        if not setting.cut and setting.size >= READABLE:
            break
    free = room - setting.height - 8
    icon = max(kept, min(free, 0.52 * box.width, 170)) if with_icon else 0
    top = box.y + PAD + head + max(0.0, (room - icon - setting.height) / 2)
    return Plan(setting, icon, top, kicker=head > 0)


def draw_stars(count: int, *, x: float, y: float, scale: float = 1.15) -> str:
    """A row of gold stars about (x, y); nothing for none."""
    step = 27 * scale
    left = x - step * (count - 1) / 2
    return "".join(
        f'<path transform="translate({left + n * step:.1f} {y:.1f}) scale({scale})" d="{STAR}" '
        f'fill="{GOLD}"/>'
        for n in range(count)
    )


def _frame(box: Box, palette: Palette) -> str:
    drop = Box(box.x + 1, box.y + 4, box.width, box.height)
    inner = Box(box.x + 9, box.y + 9, box.width - 18, box.height - 18)
    return (
        f'<path d="{_scooped(drop, 20)}" fill="{mix(palette.trim, palette.sky, 0.35)}"/>'
        f'<path d="{_scooped(box, 20)}" fill="{LABEL}"/>'
        f'<path d="{_scooped(inner, 18)}" fill="none" stroke="{palette.trim}" stroke-width="2.5"/>'
        "<path "
        f'd="{_scooped(Box(inner.x + 6, inner.y + 6, inner.width - 12, inner.height - 12), 17)}" '
        f'fill="none" stroke="{GOLD}" stroke-width="1.2"/>'
    )


def _scooped(box: Box, radius: float) -> str:
    """A rectangle whose corners are bitten out, as on an old tea label."""
    across, down, r = box.width - 2 * radius, box.height - 2 * radius, radius
    return (
        f"M{box.x + r:g} {box.y:g}h{across:g}a{r} {r} 0 0 0 {r} {r}v{down:g}a{r} {r} 0 0 0-{r} {r}"
        f"h-{across:g}a{r} {r} 0 0 0-{r}-{r}v-{down:g}a{r} {r} 0 0 0 {r}-{r}Z"
    )


def _kicker(words: str, box: Box, palette: Palette) -> str:
    """The kind of goods in small spaced capitals between two gold dots."""
    text = words.upper()
    spacing = 1.6
    wide = length(text, size=100, family=TEXT) / 100
    size = min(18.0, (box.width - 2 * PAD - 34 - spacing * len(text)) / wide)
    half = (wide * size + spacing * len(text)) / 2 + 12
    y = box.y + PAD + 17
    dots = "".join(
        f'<circle cx="{box.middle + side * half:.1f}" cy="{y - 6:.1f}" r="2.6" fill="{GOLD}"/>'
        for side in (-1, 1)
    )
    line = write(
        text,
        x=box.middle,
        y=y,
        size=size,
        fill=palette.trim,
        family=TEXT,
        spacing=spacing,
    )
    return line + dots
