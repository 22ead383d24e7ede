"""Asking carriers what it costs, giving them parcels, hearing what became of those."""
