"""Stories that producers tell of their work, with pictures."""
