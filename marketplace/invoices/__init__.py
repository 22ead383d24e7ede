"""Electronic invoices: numbered without gaps, signed by their seller, sent, and never faked."""
