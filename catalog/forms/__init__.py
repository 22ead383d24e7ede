"""What producers and officers type."""
