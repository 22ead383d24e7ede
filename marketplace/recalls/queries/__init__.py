"""What a recall finds, how far it is, and how it ended."""
