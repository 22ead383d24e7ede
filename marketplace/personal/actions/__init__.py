"""What is done with all that is kept of a person."""
