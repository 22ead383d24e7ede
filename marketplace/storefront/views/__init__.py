"""The pages everyone sees, as requests ask for them."""
