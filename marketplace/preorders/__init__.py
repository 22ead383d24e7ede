"""What becomes of goods ordered before their harvest: served in turn, or paid back and told."""
