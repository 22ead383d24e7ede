"""Handing out what is known of a lot: on paper, as a table, as linked data, as events."""
