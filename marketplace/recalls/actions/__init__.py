"""Opening a recall, taking goods back, and ending it."""
