"""Many listings at once: a table to edit, files to take in and to take along."""
