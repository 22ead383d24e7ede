"""What cardholders dispute at their banks: what we can show, and sending it."""
