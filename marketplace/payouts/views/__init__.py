"""Pages of payouts, for operators and for producers."""
