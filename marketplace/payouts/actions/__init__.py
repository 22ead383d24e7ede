"""Earning, bank accounts and payout runs: everything that changes what producers are owed."""
