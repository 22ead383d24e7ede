"""Orders of people without an account: followed by phone and code, opened by a link, taken home."""
