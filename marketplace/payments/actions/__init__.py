"""Everything that happens to a payment: opening, starting, settling, and letting go."""
