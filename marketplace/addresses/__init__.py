"""The address book: where a person has things sent, and which of it is filled in by itself."""
