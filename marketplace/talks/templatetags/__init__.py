"""Built-in tags."""
