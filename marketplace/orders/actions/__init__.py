"""Everything that happens to an order: placing, the way through its states, and its parcel."""
