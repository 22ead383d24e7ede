"""What templates of origins know."""
