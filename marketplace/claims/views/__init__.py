"""Pages of a claim: its buyer's, its producer's, and whoever decides."""
