"""Files to take along: statements, transfers for the bank, declarations. No Django here."""
