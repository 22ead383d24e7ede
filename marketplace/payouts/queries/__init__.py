"""What producers earned and were paid, as pages and files say it."""
