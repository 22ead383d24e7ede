"""Everything that changes lots, codes and events: one module for each noun."""
