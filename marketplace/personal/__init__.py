"""What is kept of a person: taken home as files, or given up for good."""
