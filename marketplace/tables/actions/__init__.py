"""What happens to many listings at once."""
