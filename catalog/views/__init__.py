"""Pages about the catalog alone: claiming a stall, and an officer's desk."""
