"""One narrow row for each listed product: all that shelves and search sort and count by."""
