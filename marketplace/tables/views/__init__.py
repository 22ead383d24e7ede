"""Pages of many listings at once."""
