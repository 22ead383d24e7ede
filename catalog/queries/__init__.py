"""Reading what is looked for, goods fit to be shown, and communes by any name people know."""

from catalog.queries.communes import Match, commune_picked, communes_called
from catalog.queries.products import for_grown_ups, suitable
from catalog.queries.words import readings, shorter
from catalog.search.readings import MOST_LETTERS

__all__ = [
    "MOST_LETTERS",
    "Match",
    "commune_picked",
    "communes_called",
    "for_grown_ups",
    "readings",
    "shorter",
    "suitable",
]
