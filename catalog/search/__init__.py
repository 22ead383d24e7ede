"""Finding by words: what was typed is read in ever looser ways, and asked of either database."""
