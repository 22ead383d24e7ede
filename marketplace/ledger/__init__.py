"""What happened to money, in double entry: written once, whole, and never changed."""
