"""Finding products by words, and communes by any name people know."""

from catalog.queries.communes import Match, commune_picked, communes_called
from catalog.queries.products import MOST_LETTERS, matching, suitable

__all__ = ["MOST_LETTERS", "Match", "commune_picked", "communes_called", "matching", "suitable"]
