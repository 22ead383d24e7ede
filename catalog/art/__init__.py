"""Label art: the picture of a product that has no photograph yet, and the emblem of its maker."""

from catalog.art.drawing import draw
from catalog.art.emblems import draw_emblem
from catalog.art.printing import raster

__all__ = ["draw", "draw_emblem", "raster"]
