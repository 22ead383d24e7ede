"""What is known of goods and stalls, and how it stands against a sheet."""
