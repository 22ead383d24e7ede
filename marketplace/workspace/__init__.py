"""A producer's day: what waits, what sold, what runs out."""
