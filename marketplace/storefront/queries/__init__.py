"""What the shop's pages read, shaped as they show it."""
