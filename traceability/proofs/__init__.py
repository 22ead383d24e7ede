"""Files that prove what a page says: how they are written, and how they are checked. No Django."""
