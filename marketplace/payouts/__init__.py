"""From sale to bank: what producers have earned, what of it was paid out, what the State took."""
