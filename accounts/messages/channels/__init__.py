"""What carries a message: each channel keeps one contract."""
