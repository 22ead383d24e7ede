"""Django's PostgreSQL, asked by prepared statements (``ENGINE`` names this package)."""
