"""Pages of tales."""
