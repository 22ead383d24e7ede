"""How each carrier is spoken to; all keep one contract."""
