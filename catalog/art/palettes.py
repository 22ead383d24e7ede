"""Colours of the prints: warm inks on rice paper, one palette for each mood of goods."""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#faf6ec"
LABEL = "#fffaf0"
GOLD = "#c9982f"
GOLD_DEEP = "#a87a1c"
LACQUER = "#b8412f"
WOOD = "#c99a66"


@dataclass(frozen=True, slots=True)
class Palette:
    """Six inks: the sky, the mist above the land, the land, the package, its trim, the writing."""

    sky: str
    mist: str
    land: str
    body: str
    trim: str
    ink: str

    @property
    def sun(self) -> str:
        """A red sun where the land is cool, a golden one where it is already red."""
        red, _, blue = channels(self.land)
        return "#e5b151" if red > blue + 70 else "#d06a51"


RICE = Palette("#fcf4e0", "#f1dcae", "#c3954e", "#e6c88c", "#8c3f26", "#4a2a14")
HONEY = Palette("#fdf3da", "#f5d894", "#cb9138", "#e0a23c", "#7d4b16", "#4b2d0e")
CHILLI = Palette("#fcefe2", "#f1cdb2", "#bd6a4a", "#b5402e", "#74231a", "#4c1a13")
CLAY = Palette("#f9f0e5", "#e6caae", "#a8744f", "#bd7850", "#6d3d27", "#46291b")
COFFEE = Palette("#f8f0e4", "#dec6a6", "#93694a", "#6a4530", "#3d2618", "#362112")
TEA = Palette("#f4f5e6", "#cfdfbe", "#5f8c66", "#356b50", "#1f4d3a", "#183b2c")
LEAF = Palette("#f6f6e4", "#d9e3b4", "#87a154", "#a3b96b", "#44652f", "#2d421d")
SAGE = Palette("#f5f4e9", "#d6dcc3", "#7c9071", "#8ea581", "#45604a", "#2c4031")
SEA = Palette("#f1f5ef", "#c0dbd5", "#4f8b8c", "#2f707a", "#1c4b57", "#173b45")
INDIGO = Palette("#f1f3f5", "#c5d2e0", "#5b779f", "#36548a", "#21375f", "#1b2b4a")
PLUM = Palette("#f9eeeb", "#e5c6c9", "#96637a", "#78364f", "#4b2140", "#3b1b2e")
ROSE = Palette("#fcf1f0", "#f1ced2", "#bd7a8a", "#cd8593", "#7f334a", "#501f31")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb` or `#rgb`."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:  # noqa: PLR2004 - the short way of writing a colour
        digits = "".join(2 * digit for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from one to the other."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def settle(colour: str) -> str:
    """A screen colour as ink on warm paper would show it: greyer, then a little toasted."""
    red, green, blue = channels(colour)
    grey = f"{round(0.3 * red + 0.59 * green + 0.11 * blue):02x}" * 3
    return mix(mix(colour, f"#{grey}", 0.22), "#c08a4a", 0.12)
