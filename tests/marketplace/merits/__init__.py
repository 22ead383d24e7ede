"""What a producer can show of itself."""
