"""What the market and the State take from a sale: dated rates with their legal basis."""
