"""Labels on paper: where they stand, what is on them, and the files that printers take."""
