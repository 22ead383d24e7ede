"""Django's SQLite, with writers who queue up (``ENGINE`` names this package)."""
