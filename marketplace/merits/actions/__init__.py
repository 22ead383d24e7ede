"""Everything that changes sheets and self-assessments, and who is told that stars end."""
