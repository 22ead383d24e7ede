"""Pages about oneself, and about messages."""
