"""Everything that changes invoices: drafted, signed, sent, corrected."""
