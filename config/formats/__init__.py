"""How dates and numbers are written, by language, where Django's own ways will not do."""
