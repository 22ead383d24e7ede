"""What is added up: how the market is paid, and what a stall sells."""
