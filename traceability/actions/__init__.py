"""Everything that changes where goods come from: places, lots, events, documents and labels."""
