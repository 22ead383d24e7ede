"""Everything that brings the demo about, one module for each noun; each may be done again."""
