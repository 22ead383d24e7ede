"""Vouchers: what is taken off a checkout, who bears it, and what keeps it within its bounds."""
