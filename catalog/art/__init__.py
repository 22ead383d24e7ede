"""Label art: the picture of a product that has no photograph yet, the emblem of its maker, cards."""

from catalog.art.cards import draw_card, press
from catalog.art.drawing import draw
from catalog.art.emblems import draw_emblem
from catalog.art.printing import raster

__all__ = ["draw", "draw_card", "draw_emblem", "press", "raster"]
